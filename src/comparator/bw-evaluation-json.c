/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "comparator/bw-evaluation.h"
#include "store/bw-member.h"

static void
add_interval (JsonBuilder        *builder,
              const char         *key,
              const BwProportion *proportion)
{
  json_builder_set_member_name (builder, key);
  if (proportion->n == 0)
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_array (builder);
  json_builder_add_double_value (builder, proportion->low);
  json_builder_add_double_value (builder, proportion->high);
  json_builder_end_array (builder);
}

static void
add_day (JsonBuilder *builder,
         guint32      day)
{
  g_autofree char *text = g_strdup_printf ("%04u-%02u-%02u", day / 10000, day / 100 % 100, day % 100);

  bw_member_add_string (builder, "day", text);
}

static void
add_beats (JsonBuilder        *builder,
           const BwProportion *beats)
{
  bw_member_add_int (builder, "beats", beats->n);
  bw_member_add_int (builder, "beat_correct", beats->correct);
  bw_member_add_double (builder, "beat_accuracy", beats->n > 0, beats->accuracy);
  add_interval (builder, "beat_interval95", beats);
}

static void
add_waves (JsonBuilder        *builder,
           const BwProportion *waves)
{
  bw_member_add_int (builder, "waves", waves->n);
  bw_member_add_int (builder, "wave_correct", waves->correct);
  bw_member_add_double (builder, "wave_accuracy", waves->n > 0, waves->accuracy);
  add_interval (builder, "wave_interval95", waves);
}

/* A rule's figures, as members of the object that is open. */
static void
add_figures (JsonBuilder       *builder,
             const BwRuleScore *score)
{
  add_beats (builder, &score->beats);
  add_waves (builder, &score->waves);
  bw_member_add_double (builder, "sensitivity", score->sensitivity.n > 0,
                        score->sensitivity.accuracy);
  add_interval (builder, "sensitivity_interval95", &score->sensitivity);
  bw_member_add_double (builder, "specificity", score->specificity.n > 0,
                        score->specificity.accuracy);
  add_interval (builder, "specificity_interval95", &score->specificity);
  json_builder_set_member_name (builder, "confusion");
  json_builder_begin_object (builder);
  bw_member_add_int (builder, "glucose_right", score->tp);
  bw_member_add_int (builder, "glucose_wrong", score->fn);
  bw_member_add_int (builder, "fasting_right", score->tn);
  bw_member_add_int (builder, "fasting_wrong", score->fp);
  json_builder_end_object (builder);
  bw_member_add_int (builder, "answered", score->n_answered);
  bw_member_add_int (builder, "answered_wrong", score->n_wrong_answered);
  bw_member_add_double (builder, "permutation_p", TRUE, score->permutation_p);
  bw_member_add_double (builder, "p_against_heart_rate", TRUE, score->p_against_heart_rate);
}

static void
add_rules (JsonBuilder        *builder,
           const char         *key,
           const BwEvaluation *self,
           gboolean            rivals)
{
  json_builder_set_member_name (builder, key);
  json_builder_begin_array (builder);
  for (guint r = 0; r < self->rules->len; r++)
    {
      const BwRuleScore *score = &g_array_index (self->rules, BwRuleScore, r);

      if (score->is_rival != rivals)
        continue;
      json_builder_begin_object (builder);
      bw_member_add_string (builder, "name", score->name);
      bw_member_add_boolean (builder, "used", score->is_used);
      add_figures (builder, score);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_days (JsonBuilder        *builder,
          const BwEvaluation *self)
{
  json_builder_set_member_name (builder, "by_day");
  json_builder_begin_array (builder);
  for (guint d = 0; d < self->days->len; d++)
    {
      const BwDayScore *day = &g_array_index (self->days, BwDayScore, d);

      json_builder_begin_object (builder);
      add_day (builder, day->day);
      bw_member_add_int (builder, "fasting", day->n_fasting);
      bw_member_add_int (builder, "glucose", day->n_glucose);
      bw_member_add_boolean (builder, "has_reference", day->has_reference);
      bw_member_add_string (builder, "seen", bw_day_seen_get_id (day->seen));
      add_waves (builder, &day->waves[0]);
      json_builder_set_member_name (builder, "correct_by_rule");
      json_builder_begin_object (builder);
      for (guint r = 0; r < day->n_rules; r++)
        bw_member_add_int (builder, g_array_index (self->rules, BwRuleScore, r).name,
                           day->waves[r].correct);
      json_builder_end_object (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_recordings (JsonBuilder        *builder,
                const char         *key,
                const BwEvaluation *self,
                gboolean            wrong_only)
{
  json_builder_set_member_name (builder, key);
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->recordings->len; i++)
    {
      const BwRecordingScore *recording = &g_array_index (self->recordings, BwRecordingScore, i);

      if (wrong_only && (!recording->scored || recording->leaning == recording->label))
        continue;
      json_builder_begin_object (builder);
      bw_member_add_int (builder, "recording", recording->recording_id);
      bw_member_add_string (builder, "name", recording->name);
      add_day (builder, recording->day);
      bw_member_add_string (builder, "label", bw_label_get_id (recording->label));
      bw_member_add_string (builder, "answer", bw_label_get_id (recording->answer));
      bw_member_add_string (builder, "leaning", bw_label_get_id (recording->leaning));
      bw_member_add_double (builder, "probability", TRUE, recording->probability);
      bw_member_add_int (builder, "votes", recording->votes);
      bw_member_add_int (builder, "beats", recording->n_beats);
      bw_member_add_boolean (builder, "abstained", recording->abstained);
      bw_member_add_boolean (builder, "outside", recording->outside);
      bw_member_add_boolean (builder, "same_day", recording->same_day);
      bw_member_add_boolean (builder, "scored", recording->scored);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

JsonNode *
bw_evaluation_to_json (const BwEvaluation *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *made = NULL;

  g_return_val_if_fail (self != NULL && self->rules->len > 0, NULL);

  made = bw_time_format (self->made_ms, 0);
  json_builder_begin_object (builder);
  bw_member_add_string (builder, "net", bw_rule_get_id (self->rule));
  json_builder_set_member_name (builder, "model");
  if (self->model_id != 0)
    json_builder_add_int_value (builder, self->model_id);
  else
    json_builder_add_null_value (builder);
  bw_member_add_string (builder, "made", made);
  bw_member_add_string (builder, "mode", bw_comparator_mode_get_id (self->mode));
  bw_member_add_boolean (builder, "leave_one_day_out", self->leave_one_day_out);
  bw_member_add_boolean (builder, "stopped", self->stopped);
  bw_member_add_int (builder, "days_left_out", self->n_days_left_out);
  bw_member_add_string (builder, "reference", bw_reference_kind_get_id (self->reference));
  add_figures (builder, &g_array_index (self->rules, BwRuleScore, 0));
  bw_member_add_int (builder, "not_scored", self->n_not_scored);
  json_builder_set_member_name (builder, "verdict");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->verdict->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (self->verdict, i));
  json_builder_end_array (builder);
  add_days (builder, self);
  add_recordings (builder, "wrong", self, TRUE);
  add_rules (builder, "rules", self, FALSE);
  add_rules (builder, "rivals", self, TRUE);
  add_recordings (builder, "recordings", self, FALSE);
  bw_member_add_double (builder, "seconds", TRUE, self->seconds);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}
