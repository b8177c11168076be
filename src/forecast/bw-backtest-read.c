/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "forecast/bw-backtest-private.h"
#include "store/bw-member.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* More than this no backtest has. */
#define MAX_COUNT 100000000
#define MAX_DAYS 10000
#define MAX_LN 100.0
#define MAX_PERCENT 1e9

/* Each returns %FALSE where the member is not of the kind that is asked for. */

static gboolean
get_time (JsonObject *object,
          const char *key,
          gint64     *time_ms,
          int        *offset_min)
{
  const char *text = bw_member_get_string (object, key);

  return text != NULL && bw_time_parse (text, strlen (text), time_ms, offset_min);
}

static gboolean
get_difference (JsonObject   *object,
                const char   *key,
                guint         n,
                BwDifference *difference)
{
  double numbers[3];

  *difference = (BwDifference){ .n = n, .low = -INFINITY, .high = INFINITY };
  if (!json_object_has_member (object, key))
    return FALSE;
  if (json_object_get_null_member (object, key))
    return TRUE;
  if (!bw_member_get_doubles (object, key, 3, -MAX_PERCENT, MAX_PERCENT, numbers)
      || numbers[1] > numbers[2])
    return FALSE;
  difference->percent = numbers[0];
  difference->low = numbers[1];
  difference->high = numbers[2];
  return TRUE;
}

static gboolean
read_zones (BwBacktestFigures *figures,
            JsonObject        *object)
{
  JsonObject *zones = bw_member_get_object (object, "zones");
  guint sum = 0, red;

  if (zones == NULL)
    return FALSE;
  for (int was = BW_ZONE_RED; was <= BW_ZONE_GREEN; was++)
    {
      JsonObject *row = bw_member_get_object (zones, bw_zone_get_id ((BwZone) was));

      if (row == NULL)
        return FALSE;
      for (int said = BW_ZONE_RED; said <= BW_ZONE_GREEN; said++)
        {
          if (!bw_member_get_count (row, bw_zone_get_id ((BwZone) said), MAX_COUNT,
                                    &figures->zones[was][said]))
            return FALSE;
          sum += figures->zones[was][said];
        }
    }
  red = bw_backtest_figures_count_red (figures);
  return sum == figures->n && bw_member_get_count (object, "flagged", figures->n, &figures->n_flagged)
         && bw_member_get_count (object, "red_flagged", MIN (red, figures->n_flagged),
                                 &figures->n_red_flagged)
         && figures->n_flagged - figures->n_red_flagged <= figures->n - red;
}

static gboolean
read_figures (BwBacktestFigures *figures,
              JsonObject        *object)
{
  *figures = (BwBacktestFigures){ 0 };
  if (!bw_member_get_count (object, "targets", MAX_COUNT, &figures->n)
      || !read_zones (figures, object)
      || !get_difference (object, "vs_average_percent", figures->n, &figures->vs_average)
      || !get_difference (object, "vs_profile_percent", figures->n, &figures->vs_profile))
    return FALSE;
  if (figures->n == 0)
    return TRUE;
  figures->has_mase = bw_member_get_double (object, "mase", 0, 1e9, &figures->mase);
  return bw_member_get_double (object, "mae_ln", 0, MAX_LN, &figures->mae_ln)
         && bw_member_get_double (object, "rmse_ln", 0, MAX_LN, &figures->rmse_ln)
         && bw_member_get_double (object, "pinball", 0, MAX_LN, &figures->pinball)
         && bw_member_get_double (object, "coverage80", 0, 1, &figures->coverage80)
         && bw_member_get_double (object, "width80_ln", 0, MAX_LN, &figures->width80_ln)
         && bw_member_get_double (object, "interval_score80", 0, 10 * MAX_LN,
                                  &figures->interval_score80);
}

static gboolean
read_days (BwBacktest *self,
           JsonObject *object)
{
  JsonArray *array = bw_member_get_array (object, "by_day");
  guint sum = 0;

  if (array == NULL || json_array_get_length (array) == 0
      || json_array_get_length (array) > MAX_DAYS)
    return FALSE;
  self->n_days = json_array_get_length (array);
  self->days = g_new0 (gint64, self->n_days);
  self->day_targets = g_new0 (guint, self->n_days);
  for (guint i = 0; i < self->n_days; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *day;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return FALSE;
      day = bw_member_get_string (json_node_get_object (node), "day");
      if (day == NULL || !bw_time_parse_day (day, &self->days[i])
          || (i > 0 && self->days[i] <= self->days[i - 1])
          || !bw_member_get_count (json_node_get_object (node), "targets", MAX_COUNT / MAX_DAYS,
                                   &self->day_targets[i]))
        return FALSE;
      sum += self->day_targets[i];
    }
  return sum == self->n_targets;
}

static gboolean
read_model_days (const BwBacktest *self,
                 BwBacktestModel  *model,
                 JsonObject       *object)
{
  g_autofree double *inside = g_new0 (double, self->n_days);

  if (!bw_member_get_doubles (object, "inside_by_day", self->n_days, 0, MAX_COUNT, inside)
      || !bw_member_get_doubles (object, "loss_by_day", self->n_days, 0, 1e9, model->loss))
    return FALSE;
  for (guint i = 0; i < self->n_days; i++)
    {
      model->inside[i] = (guint) inside[i];
      if (model->inside[i] > self->day_targets[i])
        return FALSE;
    }
  return TRUE;
}

/* The model of @element is added as soon as it is made. */
static gboolean
read_model (BwBacktest *self,
            JsonNode   *element)
{
  BwBacktestModel *model;
  JsonObject *object;
  JsonArray *array;
  const char *id;
  BwRival rival;

  if (!JSON_NODE_HOLDS_OBJECT (element))
    return FALSE;
  object = json_node_get_object (element);
  id = bw_member_get_string (object, "name");
  array = bw_member_get_array (object, "by_block");
  if (id == NULL || (!bw_rival_from_id (id, &rival) && strcmp (id, BW_BACKTEST_LSTM) != 0)
      || bw_backtest_get_model (self, id) != NULL || array == NULL
      || json_array_get_length (array) != BW_CONFORMAL_BLOCKS)
    return FALSE;
  model = bw_backtest_model_new (id, self->n_days);
  g_ptr_array_add (self->models, model);
  if (!read_figures (&model->all, object) || model->all.n != self->n_targets
      || !read_model_days (self, model, object))
    return FALSE;
  for (guint b = 0; b < BW_CONFORMAL_BLOCKS; b++)
    {
      JsonNode *node = json_array_get_element (array, b);

      if (!JSON_NODE_HOLDS_OBJECT (node)
          || g_strcmp0 (bw_member_get_string (json_node_get_object (node), "hours"),
                        bw_backtest_block_get_id ((int) b)) != 0
          || !read_figures (&model->by_block[b], json_node_get_object (node)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
get_net (JsonObject    *object,
         BwBacktestNet *net)
{
  const char *id = bw_member_get_string (object, "lstm");

  for (int i = BW_BACKTEST_NET_TRIED; i <= BW_BACKTEST_NET_LEFT_OUT; i++)
    if (g_strcmp0 (id, bw_backtest_net_get_id ((BwBacktestNet) i)) == 0)
      {
        *net = (BwBacktestNet) i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_backtest (BwBacktest *self,
               JsonObject *object)
{
  JsonArray *models = bw_member_get_array (object, "models");
  gint64 seed;
  int offset_min;

  if (models == NULL
      || !bw_member_get_count (object, "origins", MAX_COUNT, &self->n_origins)
      || !bw_member_get_count (object, "targets", MAX_COUNT, &self->n_targets)
      || !bw_member_get_count (object, "hours", self->n_targets, &self->n_hours)
      || !bw_measure_from_id (bw_member_get_string (object, "measure"), &self->options.measure)
      || !get_time (object, "from", &self->from_ms, &offset_min)
      || !get_time (object, "to", &self->to_ms, &self->offset_min)
      || !bw_member_get_count (object, "stride_hours", 24, &self->options.stride_hours)
      || self->options.stride_hours == 0
      || !get_net (object, &self->net)
      || !bw_preset_from_id (bw_member_get_string (object, "preset"), &self->options.preset)
      || !bw_member_get_int (object, "seed", &seed)
      || bw_member_get_string (object, "fingerprint") == NULL
      || !bw_member_get_double (object, "seconds", 0, 1e9, &self->seconds)
      || !read_days (self, object))
    return FALSE;
  get_time (object, "made", &self->made_ms, &offset_min);
  bw_member_get_count (object, "days", MAX_DAYS, &self->options.days);
  self->options.seed = (guint64) seed;
  self->options.nets = self->net != BW_BACKTEST_NET_LEFT_OUT;
  self->fingerprint = g_strdup (bw_member_get_string (object, "fingerprint"));
  self->shown = g_strdup (bw_member_get_string (object, "shown"));
  for (guint i = 0; i < json_array_get_length (models); i++)
    if (!read_model (self, json_array_get_element (models, i)))
      return FALSE;
  return (g_strcmp0 (self->shown, BW_BACKTEST_LSTM) == 0
          || g_strcmp0 (self->shown, bw_rival_get_id (BW_RIVAL_AVERAGE)) == 0)
         && bw_backtest_get_shown (self) != NULL
         && bw_backtest_get_model (self, bw_rival_get_id (BW_RIVAL_PROFILE)) != NULL;
}

static void
set_error (GError **error)
{
  g_set_error_literal (error, BW_ERROR, BW_ERROR_FORMAT,
                       _("The kept backtest cannot be read; run it again."));
}

BwBacktest *
bw_backtest_from_json (JsonNode  *node,
                       GError   **error)
{
  g_autoptr (BwBacktest) self = bw_backtest_new ();

  g_return_val_if_fail (node != NULL, NULL);

  if (!JSON_NODE_HOLDS_OBJECT (node) || !read_backtest (self, json_node_get_object (node)))
    {
      set_error (error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

BwBacktest *
bw_backtest_from_text (const char  *text,
                       GError     **error)
{
  g_autoptr (JsonNode) node = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  node = bw_member_parse (text);
  if (node == NULL)
    {
      set_error (error);
      return NULL;
    }
  return bw_backtest_from_json (node, error);
}
