/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "forecast/bw-forecast.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

static void
add_time (JsonBuilder *builder,
          const char  *key,
          gint64       time_ms,
          int          offset_min)
{
  g_autofree char *text = bw_time_format (time_ms, offset_min);

  json_builder_set_member_name (builder, key);
  json_builder_add_string_value (builder, text);
}

static void
add_string (JsonBuilder *builder,
            const char  *key,
            const char  *value)
{
  json_builder_set_member_name (builder, key);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_double (JsonBuilder *builder,
            const char  *key,
            gboolean     known,
            double       value)
{
  json_builder_set_member_name (builder, key);
  if (known && isfinite (value))
    json_builder_add_double_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_hour (JsonBuilder          *builder,
          const BwForecast     *self,
          const BwForecastHour *hour)
{
  gboolean scored = self->has_score;

  json_builder_begin_object (builder);
  add_time (builder, "time", hour->time_ms, hour->offset_min);
  add_double (builder, "median_ms", TRUE, hour->median_ms);
  add_double (builder, "low_ms", TRUE, hour->low_ms);
  add_double (builder, "high_ms", TRUE, hour->high_ms);
  add_double (builder, "score", scored, hour->score);
  add_double (builder, "score_low", scored, hour->score_low);
  add_double (builder, "score_high", scored, hour->score_high);
  add_string (builder, "zone", scored ? bw_zone_get_id (hour->zone) : NULL);
  add_double (builder, "p_green", scored, hour->p_green);
  add_double (builder, "p_yellow", scored, hour->p_yellow);
  add_double (builder, "p_red", scored, hour->p_red);
  json_builder_end_object (builder);
}

static void
add_track (JsonBuilder         *builder,
           const BwTrackRecord *track)
{
  json_builder_set_member_name (builder, "track");
  if (!track->known)
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "hours");
  json_builder_add_int_value (builder, track->n_hours);
  add_double (builder, "coverage80", TRUE, track->coverage80);
  add_double (builder, "skill_percent", TRUE, track->skill_percent);
  add_double (builder, "skill_low_percent", TRUE, track->skill_low);
  add_double (builder, "skill_high_percent", TRUE, track->skill_high);
  json_builder_end_object (builder);
}

static void
add_net (JsonBuilder      *builder,
         const BwForecast *self)
{
  json_builder_set_member_name (builder, "lstm");
  if (!self->has_net)
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->n_hours; i++)
    {
      json_builder_begin_object (builder);
      add_double (builder, "score", self->has_score, self->net_score[i]);
      add_double (builder, "median_ms", TRUE, self->net_median_ms[i]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

JsonNode *
bw_forecast_to_json (const BwForecast *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  g_return_val_if_fail (self != NULL, NULL);

  json_builder_begin_object (builder);
  add_time (builder, "issued", self->issued_ms, self->offset_min);
  add_string (builder, "measure", bw_measure_get_id (self->measure));
  add_string (builder, "model", self->model);
  json_builder_set_member_name (builder, "model_id");
  if (self->model_id != 0)
    json_builder_add_int_value (builder, self->model_id);
  else
    json_builder_add_null_value (builder);
  json_builder_set_member_name (builder, "baseline_days");
  json_builder_add_int_value (builder, self->baseline_days);
  json_builder_set_member_name (builder, "calibrating");
  json_builder_add_boolean_value (builder, self->calibrating);
  add_double (builder, "score_now", self->has_score, self->score_now);
  add_string (builder, "zone_now", self->has_score ? bw_zone_get_id (self->zone_now) : NULL);
  add_double (builder, "reliability", self->has_score, self->reliability);
  add_track (builder, &self->track);

  json_builder_set_member_name (builder, "hours");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->n_hours; i++)
    add_hour (builder, self, &self->hours[i]);
  json_builder_end_array (builder);

  add_net (builder, self);
  json_builder_set_member_name (builder, "pushes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->pushes->len; i++)
    {
      const BwPush *push = g_ptr_array_index (self->pushes, i);

      json_builder_begin_object (builder);
      add_string (builder, "term", push->id);
      add_double (builder, "z", TRUE, push->z);
      add_double (builder, "weight", TRUE, push->weight);
      add_double (builder, "push", TRUE, push->push);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  json_builder_set_member_name (builder, "notes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->notes->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (self->notes, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

/* The reading side: each returns %FALSE where the member is not of the kind that is asked for. */

static JsonNode *
get_value (JsonObject *object,
           const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

static gboolean
get_double (JsonObject *object,
            const char *key,
            double     *value)
{
  JsonNode *node = get_value (object, key);
  GType type = node != NULL ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (type != G_TYPE_DOUBLE && type != G_TYPE_INT64)
    return FALSE;
  *value = json_node_get_double (node);
  return isfinite (*value);
}

static const char *
get_string (JsonObject *object,
            const char *key)
{
  JsonNode *node = get_value (object, key);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

static gboolean
get_time (JsonObject *object,
          const char *key,
          gint64     *time_ms,
          int        *offset_min)
{
  const char *text = get_string (object, key);

  return text != NULL && bw_time_parse (text, strlen (text), time_ms, offset_min);
}

static gboolean
get_zone (JsonObject *object,
          const char *key,
          BwZone     *zone)
{
  const char *id = get_string (object, key);

  for (int i = BW_ZONE_RED; i <= BW_ZONE_GREEN; i++)
    if (g_strcmp0 (id, bw_zone_get_id ((BwZone) i)) == 0)
      {
        *zone = (BwZone) i;
        return TRUE;
      }
  return FALSE;
}

static JsonArray *
get_array (JsonObject *object,
           const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
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

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  object = json_node_get_object (node);
  id = get_string (object, "term");
  if (id == NULL || !get_double (object, "z", &z) || !get_double (object, "weight", &weight)
      || !get_double (object, "push", &push))
    return FALSE;
  g_ptr_array_add (self->pushes, bw_push_new (id, z, weight, push));
  return TRUE;
}

/* It came later than the other members: there may be none. */
static gboolean
read_track (BwTrackRecord *track,
            JsonObject    *object)
{
  JsonNode *node = json_object_get_member (object, "track");
  double hours;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  object = json_node_get_object (node);
  track->known = get_double (object, "hours", &hours) && hours >= 0 && hours <= 1e9
                 && get_double (object, "coverage80", &track->coverage80)
                 && get_double (object, "skill_percent", &track->skill_percent)
                 && get_double (object, "skill_low_percent", &track->skill_low)
                 && get_double (object, "skill_high_percent", &track->skill_high);
  if (track->known)
    track->n_hours = (guint) hours;
  return track->known;
}

/* It came later too. */
static gboolean
read_net (BwForecast *self,
          JsonObject *object)
{
  JsonArray *hours = get_array (object, "lstm");

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
  JsonArray *hours = get_array (object, "hours");
  JsonArray *pushes = get_array (object, "pushes");
  JsonArray *notes = get_array (object, "notes");
  JsonNode *node;
  double days;

  if (hours == NULL || pushes == NULL || notes == NULL)
    return FALSE;
  if (!get_time (object, "issued", &self->issued_ms, &self->offset_min)
      || !bw_measure_from_id (get_string (object, "measure"), &self->measure)
      || !get_double (object, "baseline_days", &days) || days < 0 || days > 1e6)
    return FALSE;
  self->model = g_strdup (get_string (object, "model"));
  self->baseline_days = (int) days;
  node = get_value (object, "model_id");
  if (node != NULL && json_node_get_value_type (node) == G_TYPE_INT64)
    self->model_id = json_node_get_int (node);
  node = get_value (object, "calibrating");
  self->calibrating = node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN
                      && json_node_get_boolean (node);
  self->has_score = get_double (object, "score_now", &self->score_now);
  if (self->has_score
      && (!get_zone (object, "zone_now", &self->zone_now)
          || !get_double (object, "reliability", &self->reliability)))
    return FALSE;
  if (!read_track (&self->track, object))
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
