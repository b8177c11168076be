/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "forecast/bw-forecast.h"
#include "store/bw-member.h"


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
add_hour (JsonBuilder          *builder,
          const BwForecast     *self,
          const BwForecastHour *hour)
{
  gboolean scored = self->has_score;

  json_builder_begin_object (builder);
  add_time (builder, "time", hour->time_ms, hour->offset_min);
  bw_member_add_double (builder, "median_ms", TRUE, hour->median_ms);
  bw_member_add_double (builder, "low_ms", TRUE, hour->low_ms);
  bw_member_add_double (builder, "high_ms", TRUE, hour->high_ms);
  bw_member_add_double (builder, "score", scored, hour->score);
  bw_member_add_double (builder, "score_low", scored, hour->score_low);
  bw_member_add_double (builder, "score_high", scored, hour->score_high);
  bw_member_add_string (builder, "zone", scored ? bw_zone_get_id (hour->zone) : NULL);
  bw_member_add_double (builder, "p_green", scored, hour->p_green);
  bw_member_add_double (builder, "p_yellow", scored, hour->p_yellow);
  bw_member_add_double (builder, "p_red", scored, hour->p_red);
  json_builder_end_object (builder);
}

static void
add_track (JsonBuilder         *builder,
           const char          *unit,
           const BwTrackRecord *track)
{
  json_builder_set_member_name (builder, "track");
  if (!track->known)
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  bw_member_add_int (builder, unit, track->n_hours);
  bw_member_add_double (builder, "coverage80", TRUE, track->coverage80);
  bw_member_add_double (builder, "skill_percent", TRUE, track->skill_percent);
  bw_member_add_double (builder, "skill_low_percent", TRUE, track->skill_low);
  bw_member_add_double (builder, "skill_high_percent", TRUE, track->skill_high);
  json_builder_end_object (builder);
}

static void
add_night (JsonBuilder           *builder,
           const BwNightForecast *night)
{
  json_builder_set_member_name (builder, "next_night");
  if (!night->known)
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  add_time (builder, "from", night->from_ms, night->from_offset_min);
  add_time (builder, "to", night->to_ms, night->to_offset_min);
  bw_member_add_double (builder, "median_ms", TRUE, night->median_ms);
  bw_member_add_double (builder, "low_ms", TRUE, night->low_ms);
  bw_member_add_double (builder, "high_ms", TRUE, night->high_ms);
  bw_member_add_double (builder, "usual_ms", TRUE, night->usual_ms);
  bw_member_add_double (builder, "score", TRUE, night->score);
  bw_member_add_double (builder, "score_low", TRUE, night->score_low);
  bw_member_add_double (builder, "score_high", TRUE, night->score_high);
  bw_member_add_string (builder, "zone", bw_zone_get_id (night->zone));
  bw_member_add_double (builder, "p_green", TRUE, night->p_green);
  bw_member_add_double (builder, "p_yellow", TRUE, night->p_yellow);
  bw_member_add_double (builder, "p_red", TRUE, night->p_red);
  bw_member_add_int (builder, "nights", night->n_nights);
  add_track (builder, "nights", &night->track);
  json_builder_end_object (builder);
}

/* What the day's score is made with. The correlations are known where there is a score. */
static void
add_score (JsonBuilder      *builder,
           const BwForecast *self)
{
  bw_member_add_int (builder, "score_version", self->score_version);
  json_builder_set_member_name (builder, "score_weights");
  json_builder_begin_object (builder);
  for (int i = 0; i < BW_N_TERMS; i++)
    bw_member_add_double (builder, bw_term_get_id ((BwTerm) i), TRUE, self->score_weights[i]);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "score_correlation");
  json_builder_begin_array (builder);
  for (int i = 0; i < BW_N_TERMS; i++)
    {
      json_builder_begin_array (builder);
      for (int j = 0; j < BW_N_TERMS; j++)
        json_builder_add_double_value (builder, self->score_correlation[i][j]);
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);
}

static void
add_push (JsonBuilder  *builder,
          const BwPush *push)
{
  json_builder_begin_object (builder);
  bw_member_add_string (builder, "term", push->id);
  bw_member_add_double (builder, "z", TRUE, push->z);
  bw_member_add_double (builder, "weight", TRUE, push->weight);
  bw_member_add_double (builder, "push", TRUE, push->push);
  if (push->has_value)
    add_time (builder, "time", push->time_ms, push->offset_min);
  else
    bw_member_add_string (builder, "time", NULL);
  bw_member_add_double (builder, "value", push->has_value, push->value);
  bw_member_add_double (builder, "mean", push->has_value, push->mean);
  bw_member_add_double (builder, "sd", push->has_value, push->sd);
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
      bw_member_add_double (builder, "score", self->has_score, self->net_score[i]);
      bw_member_add_double (builder, "median_ms", TRUE, self->net_median_ms[i]);
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
  bw_member_add_string (builder, "measure", bw_measure_get_id (self->measure));
  bw_member_add_string (builder, "model", self->model);
  json_builder_set_member_name (builder, "model_id");
  if (self->model_id != 0)
    json_builder_add_int_value (builder, self->model_id);
  else
    json_builder_add_null_value (builder);
  bw_member_add_int (builder, "baseline_days", self->baseline_days);
  bw_member_add_boolean (builder, "calibrating", self->calibrating);
  bw_member_add_double (builder, "score_now", self->has_score, self->score_now);
  bw_member_add_string (builder, "zone_now", self->has_score ? bw_zone_get_id (self->zone_now) : NULL);
  bw_member_add_double (builder, "reliability", self->has_score, self->reliability);
  add_track (builder, "hours", &self->track);
  add_night (builder, &self->night);
  add_score (builder, self);

  json_builder_set_member_name (builder, "hours");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->n_hours; i++)
    add_hour (builder, self, &self->hours[i]);
  json_builder_end_array (builder);

  add_net (builder, self);
  json_builder_set_member_name (builder, "pushes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->pushes->len; i++)
    add_push (builder, g_ptr_array_index (self->pushes, i));
  json_builder_end_array (builder);

  json_builder_set_member_name (builder, "notes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->notes->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (self->notes, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}
