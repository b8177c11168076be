/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "comparator/bw-comparator-info.h"
#include "store/bw-member.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* More than any training has; a text that claims more is not ours. */
#define MAX_DAYS 100000
#define MAX_POINTS 100000


static void
add_days (JsonBuilder  *builder,
          const char   *key,
          const GArray *days)
{
  json_builder_set_member_name (builder, key);
  json_builder_begin_array (builder);
  for (guint i = 0; i < days->len; i++)
    json_builder_add_int_value (builder, g_array_index (days, guint32, i));
  json_builder_end_array (builder);
}

static char *
finish (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = NULL;

  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static void
add_decisions (JsonBuilder            *builder,
               const BwComparatorInfo *self)
{
  json_builder_set_member_name (builder, "decisions");
  json_builder_begin_object (builder);
  for (guint rule = 0; rule < BW_N_RULES; rule++)
    {
      const BwDecision *decision = &self->decisions[rule];

      if (!decision->there)
        continue;
      json_builder_set_member_name (builder, bw_rule_get_id ((BwRule) rule));
      json_builder_begin_object (builder);
      bw_member_add_double (builder, "factor", TRUE, decision->factor);
      bw_member_add_double (builder, "threshold", TRUE, decision->threshold);
      bw_member_add_double (builder, "abstain", TRUE, decision->abstain);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
}

char *
bw_comparator_info_get_configuration (const BwComparatorInfo *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *seed = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  /* A JSON number may not hold 64 bits elsewhere. */
  seed = g_strdup_printf ("%" G_GUINT64_FORMAT, self->seed);
  json_builder_begin_object (builder);
  bw_member_add_string (builder, "mode", bw_comparator_mode_get_id (self->mode));
  bw_member_add_string (builder, "rule", bw_rule_get_id (self->rule));
  bw_member_add_string (builder, "asked", bw_rule_get_id (self->asked));
  bw_member_add_string (builder, "seed", seed);
  bw_member_add_int (builder, "epochs", self->epochs_planned);
  if (self->stopped)
    bw_member_add_int (builder, "stopped_after", self->epochs);
  add_decisions (builder, self);
  bw_member_add_double (builder, "hr_low_bpm", self->has_hr, self->hr_low);
  bw_member_add_double (builder, "hr_high_bpm", self->has_hr, self->hr_high);
  add_days (builder, "training_days", self->training_days);
  add_days (builder, "validation_days", self->validation_days);
  return finish (builder);
}

static void
add_point (JsonBuilder        *builder,
           const BwTrainPoint *point)
{
  json_builder_begin_object (builder);
  bw_member_add_int (builder, "epoch", point->epoch);
  bw_member_add_double (builder, "train_loss", TRUE, point->train_loss);
  bw_member_add_double (builder, "train_accuracy", TRUE, point->train_accuracy);
  bw_member_add_double (builder, "val_loss", point->has_validation, point->validation_loss);
  bw_member_add_double (builder, "val_accuracy", point->has_validation, point->validation_accuracy);
  json_builder_end_object (builder);
}

char *
bw_comparator_info_get_metrics (const BwComparatorInfo *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  g_return_val_if_fail (self != NULL, NULL);

  json_builder_begin_object (builder);
  bw_member_add_int (builder, "parameters", self->parameters);
  bw_member_add_int (builder, "epochs", self->epochs);
  bw_member_add_int (builder, "best_epoch", self->best_epoch);
  bw_member_add_int (builder, "train_beats", self->train_beats);
  bw_member_add_int (builder, "val_beats", self->val_beats);
  bw_member_add_double (builder, "val_beat_accuracy", self->has_validation, self->val_beat_accuracy);
  bw_member_add_double (builder, "val_wave_accuracy", self->has_validation, self->val_wave_accuracy);
  bw_member_add_double (builder, "seconds", TRUE, self->seconds);
  bw_member_add_double (builder, "seconds_per_epoch", TRUE, self->seconds_per_epoch);
  if (self->n_tried > 0)
    {
      bw_member_add_int (builder, "tried", self->n_tried);
      bw_member_add_int (builder, "comparator_right", self->comparator_right);
      bw_member_add_int (builder, "logistic_right", self->logistic_right);
    }
  json_builder_set_member_name (builder, "curves");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->points->len; i++)
    add_point (builder, &g_array_index (self->points, BwTrainPoint, i));
  json_builder_end_array (builder);
  return finish (builder);
}

static gboolean
get_uint (JsonObject *object,
          const char *key,
          guint      *value)
{
  JsonNode *node = bw_member_get_value (object, key);
  gint64 number;

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  number = json_node_get_int (node);
  if (number < 0 || number > G_MAXINT32)
    return FALSE;
  *value = (guint) number;
  return TRUE;
}

static gboolean
get_days (JsonObject *object,
          const char *key,
          GArray     *days)
{
  JsonNode *node = json_object_get_member (object, key);
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  array = json_node_get_array (node);
  if (json_array_get_length (array) > MAX_DAYS)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      gint64 number;
      guint32 day;

      if (!JSON_NODE_HOLDS_VALUE (element) || json_node_get_value_type (element) != G_TYPE_INT64)
        return FALSE;
      number = json_node_get_int (element);
      if (number < 0 || number > 99991231)
        return FALSE;
      day = (guint32) number;
      if (!g_date_valid_dmy ((GDateDay) (day % 100), (GDateMonth) (day / 100 % 100),
                             (GDateYear) (day / 10000)))
        return FALSE;
      g_array_append_val (days, day);
    }
  return TRUE;
}

/* At least that of the rule that is used. */
static gboolean
get_decisions (JsonObject       *object,
               BwComparatorInfo *self)
{
  JsonNode *node = json_object_get_member (object, "decisions");

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  object = json_node_get_object (node);
  for (guint rule = 0; rule < BW_N_RULES; rule++)
    {
      JsonNode *member = json_object_get_member (object, bw_rule_get_id ((BwRule) rule));
      BwDecision *decision = &self->decisions[rule];
      JsonObject *o;

      if (member == NULL)
        continue;
      if (rule == BW_RULE_BEST || !JSON_NODE_HOLDS_OBJECT (member))
        return FALSE;
      o = json_node_get_object (member);
      if (!bw_member_get_double (o, "factor", 0, 1, &decision->factor)
          || !bw_member_get_double (o, "threshold", 0, 1, &decision->threshold)
          || !bw_member_get_double (o, "abstain", 0, 0.5, &decision->abstain))
        return FALSE;
      decision->there = TRUE;
    }
  return self->decisions[self->rule].there;
}

static gboolean
parse_configuration (BwComparatorInfo *self,
                     JsonObject       *object)
{
  const char *seed = bw_member_get_string (object, "seed");

  if (!bw_comparator_mode_from_id (bw_member_get_string (object, "mode"), &self->mode)
      || !bw_rule_from_id (bw_member_get_string (object, "rule"), &self->rule)
      || self->rule == BW_RULE_BEST
      || !bw_rule_from_id (bw_member_get_string (object, "asked"), &self->asked)
      || seed == NULL || !g_ascii_string_to_unsigned (seed, 10, 0, G_MAXUINT64, &self->seed, NULL)
      || !get_uint (object, "epochs", &self->epochs_planned)
      || !get_decisions (object, self)
      || !get_days (object, "training_days", self->training_days)
      || !get_days (object, "validation_days", self->validation_days))
    return FALSE;
  self->stopped = get_uint (object, "stopped_after", &self->epochs);
  self->has_hr = bw_member_get_double (object, "hr_low_bpm", 0, 1000, &self->hr_low)
                 && bw_member_get_double (object, "hr_high_bpm", self->hr_low, 1000, &self->hr_high);
  return TRUE;
}

static gboolean
parse_points (BwComparatorInfo *self,
              JsonObject       *object)
{
  JsonNode *node = json_object_get_member (object, "curves");
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  array = json_node_get_array (node);
  if (json_array_get_length (array) > MAX_POINTS)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      BwTrainPoint point = { 0 };
      JsonObject *o;

      if (!JSON_NODE_HOLDS_OBJECT (element))
        return FALSE;
      o = json_node_get_object (element);
      if (!get_uint (o, "epoch", &point.epoch)
          || !bw_member_get_double (o, "train_loss", 0, G_MAXDOUBLE, &point.train_loss)
          || !bw_member_get_double (o, "train_accuracy", 0, 1, &point.train_accuracy))
        return FALSE;
      point.has_validation
          = bw_member_get_double (o, "val_loss", 0, G_MAXDOUBLE, &point.validation_loss)
            && bw_member_get_double (o, "val_accuracy", 0, 1, &point.validation_accuracy);
      g_array_append_val (self->points, point);
    }
  return TRUE;
}

static gboolean
parse_metrics (BwComparatorInfo *self,
               JsonObject       *object)
{
  if (!get_uint (object, "parameters", &self->parameters)
      || !get_uint (object, "epochs", &self->epochs)
      || !get_uint (object, "best_epoch", &self->best_epoch)
      || !get_uint (object, "train_beats", &self->train_beats)
      || !get_uint (object, "val_beats", &self->val_beats)
      || !bw_member_get_double (object, "seconds", 0, G_MAXDOUBLE, &self->seconds)
      || !bw_member_get_double (object, "seconds_per_epoch", 0, G_MAXDOUBLE,
                                &self->seconds_per_epoch))
    return FALSE;
  self->has_validation
      = bw_member_get_double (object, "val_beat_accuracy", 0, 1, &self->val_beat_accuracy)
        && bw_member_get_double (object, "val_wave_accuracy", 0, 1, &self->val_wave_accuracy);
  if (get_uint (object, "tried", &self->n_tried)
      && (!get_uint (object, "comparator_right", &self->comparator_right)
          || !get_uint (object, "logistic_right", &self->logistic_right)))
    return FALSE;
  return parse_points (self, object);
}

BwComparatorInfo *
bw_comparator_info_parse (const char  *configuration,
                          const char  *metrics,
                          GError     **error)
{
  g_autoptr (BwComparatorInfo) self = bw_comparator_info_new ();
  g_autoptr (JsonNode) how = bw_member_parse (configuration);
  g_autoptr (JsonNode) what = bw_member_parse (metrics);

  if (how == NULL || !parse_configuration (self, json_node_get_object (how))
      || (metrics != NULL
          && (what == NULL || !parse_metrics (self, json_node_get_object (what)))))
    {
      g_set_error_literal (error, BW_ERROR, BW_ERROR_FORMAT,
                           _("What is written about this model is damaged; train it again."));
      return NULL;
    }
  return g_steal_pointer (&self);
}

BwComparatorInfo *
bw_comparator_info_from_row (const BwModelRow  *row,
                             GError           **error)
{
  g_return_val_if_fail (row != NULL, NULL);

  if (!bw_comparator_info_is_of (row))
    {
      g_set_error_literal (error, BW_ERROR, BW_ERROR_FORMAT,
                           _("This model is not one that tells fasting from after glucose."));
      return NULL;
    }
  return bw_comparator_info_parse (row->configuration, row->metrics, error);
}
