/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "forecast/bw-forecast.h"
#include "store/bw-member.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* The reading side: each returns %FALSE where the member is not of the kind that is asked for. */

static gboolean
get_double (JsonObject *object,
            const char *key,
            double     *value)
{
  return bw_member_get_double (object, key, -G_MAXDOUBLE, G_MAXDOUBLE, value);
}

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
get_zone (JsonObject *object,
          const char *key,
          BwZone     *zone)
{
  const char *id = bw_member_get_string (object, key);

  for (int i = BW_ZONE_RED; i <= BW_ZONE_GREEN; i++)
    if (g_strcmp0 (id, bw_zone_get_id ((BwZone) i)) == 0)
      {
        *zone = (BwZone) i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_hour (BwForecast     *self,
           BwForecastHour *hour,
           JsonNode       *node)
{
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  object = json_node_get_object (node);
  if (!get_time (object, "time", &hour->time_ms, &hour->offset_min)
      || !get_double (object, "median_ms", &hour->median_ms)
      || !get_double (object, "low_ms", &hour->low_ms)
      || !get_double (object, "high_ms", &hour->high_ms))
    return FALSE;
  if (!self->has_score)
    return TRUE;
  return get_double (object, "score", &hour->score)
         && get_double (object, "score_low", &hour->score_low)
         && get_double (object, "score_high", &hour->score_high)
         && get_zone (object, "zone", &hour->zone)
         && get_double (object, "p_green", &hour->p_green)
         && get_double (object, "p_yellow", &hour->p_yellow)
         && get_double (object, "p_red", &hour->p_red);
}

static gboolean
read_push (BwForecast *self,
           JsonNode   *node)
{
  JsonObject *object;
  const char *id;
  double z, weight, push;
  BwPush *read;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  object = json_node_get_object (node);
  id = bw_member_get_string (object, "term");
  if (id == NULL || !get_double (object, "z", &z) || !get_double (object, "weight", &weight)
      || !get_double (object, "push", &push))
    return FALSE;
  read = bw_push_new (id, z, weight, push);
  g_ptr_array_add (self->pushes, read);
  read->has_value = get_time (object, "time", &read->time_ms, &read->offset_min)
                    && get_double (object, "value", &read->value)
                    && get_double (object, "mean", &read->mean)
                    && get_double (object, "sd", &read->sd);
  return TRUE;
}

/* It came later than the other members: there may be none. */
static gboolean
read_track (BwTrackRecord *track,
            const char    *unit,
            JsonObject    *object)
{
  JsonNode *node = json_object_get_member (object, "track");
  double hours;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  object = json_node_get_object (node);
  track->known = get_double (object, unit, &hours) && hours >= 0 && hours <= 1e9
                 && get_double (object, "coverage80", &track->coverage80)
                 && get_double (object, "skill_percent", &track->skill_percent)
                 && get_double (object, "skill_low_percent", &track->skill_low)
                 && get_double (object, "skill_high_percent", &track->skill_high);
  if (track->known)
    track->n_hours = (guint) hours;
  return track->known;
}

/* Likewise. */
static gboolean
read_night (BwNightForecast *night,
            JsonObject      *object)
{
  JsonNode *node = json_object_get_member (object, "next_night");
  double nights;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  object = json_node_get_object (node);
  night->known = get_time (object, "from", &night->from_ms, &night->from_offset_min)
                 && get_time (object, "to", &night->to_ms, &night->to_offset_min)
                 && get_double (object, "median_ms", &night->median_ms)
                 && get_double (object, "low_ms", &night->low_ms)
                 && get_double (object, "high_ms", &night->high_ms)
                 && get_double (object, "usual_ms", &night->usual_ms)
                 && get_double (object, "score", &night->score)
                 && get_double (object, "score_low", &night->score_low)
                 && get_double (object, "score_high", &night->score_high)
                 && get_zone (object, "zone", &night->zone)
                 && get_double (object, "p_green", &night->p_green)
                 && get_double (object, "p_yellow", &night->p_yellow)
                 && get_double (object, "p_red", &night->p_red)
                 && get_double (object, "nights", &nights) && nights >= 0 && nights <= 1e6
                 && read_track (&night->track, "nights", object);
  if (night->known)
    night->n_nights = (guint) nights;
  return night->known;
}

/* Likewise: a score without a mark is of version 1, and was made with the usual weights. */
static gboolean
read_score (BwForecast *self,
            JsonObject *object)
{
  const BwScoreWeights usual = bw_score_weights_default ();
  JsonNode *node = json_object_get_member (object, "score_weights");
  JsonArray *rows = bw_member_get_array (object, "score_correlation");
  double version;

  self->score_version = 1;
  if (get_double (object, "score_version", &version) && version >= 1 && version <= 1e6)
    self->score_version = (guint) version;
  memcpy (self->score_weights, usual.weight, sizeof usual.weight);
  for (int i = 0; i < BW_N_TERMS; i++)
    self->score_correlation[i][i] = 1;
  if (node == NULL || rows == NULL)
    return TRUE;

  if (!JSON_NODE_HOLDS_OBJECT (node) || json_array_get_length (rows) != BW_N_TERMS)
    return FALSE;
  for (int i = 0; i < BW_N_TERMS; i++)
    {
      JsonNode *row = json_array_get_element (rows, (guint) i);

      if (!get_double (json_node_get_object (node), bw_term_get_id ((BwTerm) i),
                       &self->score_weights[i])
          || !JSON_NODE_HOLDS_ARRAY (row)
          || json_array_get_length (json_node_get_array (row)) != BW_N_TERMS)
        return FALSE;
      for (int j = 0; j < BW_N_TERMS; j++)
        {
          JsonNode *cell = json_array_get_element (json_node_get_array (row), (guint) j);

          if (!JSON_NODE_HOLDS_VALUE (cell)
              || !isfinite (self->score_correlation[i][j] = json_node_get_double (cell)))
            return FALSE;
        }
    }
  return TRUE;
}

/* It came later too. */
static gboolean
read_net (BwForecast *self,
          JsonObject *object)
{
  JsonArray *hours = bw_member_get_array (object, "lstm");

  if (hours == NULL)
    return TRUE;
  if (json_array_get_length (hours) != self->n_hours)
    return FALSE;
  self->has_net = TRUE;
  for (guint i = 0; i < self->n_hours; i++)
    {
      JsonNode *node = json_array_get_element (hours, i);

      if (!JSON_NODE_HOLDS_OBJECT (node)
          || !get_double (json_node_get_object (node), "median_ms", &self->net_median_ms[i])
          || (self->has_score
              && !get_double (json_node_get_object (node), "score", &self->net_score[i])))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_forecast (BwForecast *self,
               JsonObject *object)
{
  JsonArray *hours = bw_member_get_array (object, "hours");
  JsonArray *pushes = bw_member_get_array (object, "pushes");
  JsonArray *notes = bw_member_get_array (object, "notes");
  JsonNode *node;
  double days;

  if (hours == NULL || pushes == NULL || notes == NULL)
    return FALSE;
  if (!get_time (object, "issued", &self->issued_ms, &self->offset_min)
      || !bw_measure_from_id (bw_member_get_string (object, "measure"), &self->measure)
      || !get_double (object, "baseline_days", &days) || days < 0 || days > 1e6)
    return FALSE;
  self->model = g_strdup (bw_member_get_string (object, "model"));
  self->baseline_days = (int) days;
  node = bw_member_get_value (object, "model_id");
  if (node != NULL && json_node_get_value_type (node) == G_TYPE_INT64)
    self->model_id = json_node_get_int (node);
  node = bw_member_get_value (object, "calibrating");
  self->calibrating = node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN
                      && json_node_get_boolean (node);
  self->has_score = get_double (object, "score_now", &self->score_now);
  if (self->has_score
      && (!get_zone (object, "zone_now", &self->zone_now)
          || !get_double (object, "reliability", &self->reliability)))
    return FALSE;
  if (!read_track (&self->track, "hours", object) || !read_night (&self->night, object)
      || !read_score (self, object))
    return FALSE;

  if (json_array_get_length (hours) > BW_FORECAST_HOURS)
    return FALSE;
  self->n_hours = json_array_get_length (hours);
  for (guint i = 0; i < self->n_hours; i++)
    if (!read_hour (self, &self->hours[i], json_array_get_element (hours, i)))
      return FALSE;
  if (!read_net (self, object))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (pushes); i++)
    if (!read_push (self, json_array_get_element (pushes, i)))
      return FALSE;
  for (guint i = 0; i < json_array_get_length (notes); i++)
    {
      node = json_array_get_element (notes, i);
      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        return FALSE;
      g_ptr_array_add (self->notes, g_strdup (json_node_get_string (node)));
    }
  return TRUE;
}

BwForecast *
bw_forecast_from_json (JsonNode  *node,
                       GError   **error)
{
  g_autoptr (BwForecast) self = bw_forecast_new ();

  g_return_val_if_fail (node != NULL, NULL);

  if (!JSON_NODE_HOLDS_OBJECT (node) || !read_forecast (self, json_node_get_object (node)))
    {
      g_set_error_literal (error, BW_ERROR, BW_ERROR_FORMAT,
                           _("The stored forecast cannot be read; update the forecast."));
      return NULL;
    }
  return g_steal_pointer (&self);
}
