/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-lstm-words.h"

#include "app/bw-format.h"
#include "forecast/bw-forecast-record.h"
#include "store/bw-member.h"

#include <glib/gi18n-lib.h>

#define MOST 100000000
/* As many as are averaged at most. */
#define MOST_SEEDS 5
#define MOST_EPOCHS 10000
#define LARGEST_LOSS 1e6

static void
read_configuration (BwLstmInfo *self,
                    JsonObject *object)
{
  bw_member_get_count (object, "hidden", MOST, &self->hidden);
  bw_member_get_count (object, "layers", MOST, &self->layers);
  bw_member_get_count (object, "seeds", MOST_SEEDS, &self->seeds);
  bw_member_get_count (object, "max_epochs", MOST_EPOCHS, &self->max_epochs);
  bw_member_get_boolean (object, "imported", &self->imported);
  self->start = g_strdup (bw_member_get_string (object, "start"));
}

/* The @epoch-th of a list of numbers, or nothing. */
static void
append_loss (GString   *text,
             JsonArray *losses,
             guint      epoch)
{
  JsonNode *node = losses != NULL && epoch < json_array_get_length (losses)
                     ? json_array_get_element (losses, epoch)
                     : NULL;

  g_string_append_c (text, '\t');
  if (node != NULL && JSON_NODE_HOLDS_VALUE (node)
      && (json_node_get_value_type (node) == G_TYPE_DOUBLE
          || json_node_get_value_type (node) == G_TYPE_INT64))
    g_string_append_printf (text, "%.4f", json_node_get_double (node));
}

/* A line an epoch, two columns a seed. Returns: (transfer full) (nullable) */
static char *
make_losses (JsonObject *object)
{
  JsonArray *curves = bw_member_get_array (object, "curves");
  guint n = curves != NULL ? MIN (json_array_get_length (curves), MOST_SEEDS) : 0;
  JsonArray *train[MOST_SEEDS], *validation[MOST_SEEDS];
  guint epochs = 0;
  GString *text;

  for (guint m = 0; m < n; m++)
    {
      JsonNode *node = json_array_get_element (curves, m);
      JsonObject *member = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      train[m] = member != NULL ? bw_member_get_array (member, "train") : NULL;
      validation[m] = member != NULL ? bw_member_get_array (member, "validation") : NULL;
      if (train[m] != NULL)
        epochs = MAX (epochs, MIN (json_array_get_length (train[m]), MOST_EPOCHS));
    }
  if (epochs == 0)
    return NULL;
  text = g_string_new (_("Epoch"));
  for (guint m = 0; m < n; m++)
    {
      g_string_append_c (text, '\t');
      /* Translators: titles of columns; %u counts the nets that are averaged */
      g_string_append_printf (text, _("Training %u"), m + 1);
      g_string_append_c (text, '\t');
      g_string_append_printf (text, _("Held out %u"), m + 1);
    }
  g_string_append_c (text, '\n');
  for (guint e = 0; e < epochs; e++)
    {
      g_string_append_printf (text, "%u", e + 1);
      for (guint m = 0; m < n; m++)
        {
          append_loss (text, train[m], e);
          append_loss (text, validation[m], e);
        }
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

static void
read_metrics (BwLstmInfo *self,
              JsonObject *object)
{
  BwVerdict verdict;

  bw_member_get_count (object, "parameters", MOST, &self->parameters);
  bw_member_get_count (object, "hours_used", MOST, &self->hours_used);
  bw_member_get_count (object, "epochs", MOST_EPOCHS, &self->epochs);
  bw_member_get_count (object, "best_epoch", MOST_EPOCHS, &self->best_epoch);
  bw_member_get_double (object, "train_loss", 0, LARGEST_LOSS, &self->train_loss);
  bw_member_get_double (object, "validation_loss", 0, LARGEST_LOSS, &self->validation_loss);
  self->losses = make_losses (object);
  if (bw_verdict_from_json (&verdict, object))
    self->verdict = bw_verdict_get_text (&verdict);
}

BwLstmInfo *
bw_lstm_info_new (const BwModelRow *row)
{
  BwLstmInfo *self = g_new0 (BwLstmInfo, 1);
  g_autoptr (JsonNode) configuration = bw_member_parse (row->configuration);
  g_autoptr (JsonNode) metrics = bw_member_parse (row->metrics);

  self->id = row->id;
  self->from_ms = row->from_ms;
  self->to_ms = row->to_ms;
  self->seed = row->seed;
  self->fingerprint = g_strdup (row->fingerprint);
  bw_forecast_record_is_of (row, &self->preset, &self->measure);
  if (configuration != NULL)
    read_configuration (self, json_node_get_object (configuration));
  if (metrics != NULL)
    read_metrics (self, json_node_get_object (metrics));
  return self;
}

void
bw_lstm_info_free (BwLstmInfo *self)
{
  if (self == NULL)
    return;
  g_free (self->fingerprint);
  g_free (self->start);
  g_free (self->verdict);
  g_free (self->losses);
  g_free (self);
}

char *
bw_lstm_info_format_network (const BwLstmInfo *self)
{
  g_autofree char *parameters = bw_format_count (self->parameters);
  g_autofree char *layers = NULL, *seeds = NULL;

  if (self->hidden == 0 || self->layers == 0)
    return NULL;
  /* Translators: how many layers, and how many cells each has */
  layers = g_strdup_printf (ngettext ("%u layer of %u", "%u layers of %u", self->layers), self->layers,
                            self->hidden);
  seeds = g_strdup_printf (ngettext ("%u seed", "%u seeds averaged", MAX (self->seeds, 1)),
                           MAX (self->seeds, 1));
  if (self->parameters == 0)
    /* Translators: the layers of a net, and its seeds */
    return g_strdup_printf (_("%s, %s"), layers, seeds);
  /* Translators: the layers of a net, its seeds, and how many numbers it learns */
  return g_strdup_printf (_("%s, %s, %s numbers each"), layers, seeds, parameters);
}

char *
bw_lstm_info_format_training (const BwLstmInfo *self)
{
  g_autofree char *epochs = NULL;

  if (self->epochs == 0)
    return NULL;
  if (self->best_epoch > 0)
    /* Translators: rounds of training */
    epochs = g_strdup_printf (_("Best after %u of %u epochs"), self->best_epoch, self->epochs);
  else
    epochs = g_strdup_printf (ngettext ("%u epoch", "%u epochs", self->epochs), self->epochs);
  if (self->train_loss <= 0 && self->validation_loss <= 0)
    return g_steal_pointer (&epochs);
  /* Translators: %s is about epochs; losses are pinball losses */
  return g_strdup_printf (_("%s; loss %.4f in training, %.4f on held-out days"), epochs,
                          self->train_loss, self->validation_loss);
}
