/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "comparator/bw-evaluation-score.h"
#include "store/bw-member.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* More rules than this no evaluation has, nor more recordings or beats than that. */
#define MAX_RULES 16
#define MAX_COUNT 100000000

static gboolean
get_count (JsonObject *object,
           const char *key,
           guint      *value)
{
  return bw_member_get_count (object, key, MAX_COUNT, value);
}

static gboolean
get_day (JsonObject *object,
         guint32    *day)
{
  const char *text = bw_member_get_string (object, "day");
  gint64 days;
  int y, m, d;

  if (text == NULL || !bw_time_parse_day (text, &days))
    return FALSE;
  bw_time_civil_from_days (days, &y, &m, &d);
  *day = (guint32) (y * 10000 + m * 100 + d);
  return TRUE;
}

/* A proportion of two counts. */
static gboolean
get_proportion (JsonObject   *object,
                const char   *n_key,
                const char   *correct_key,
                BwProportion *proportion)
{
  guint n, correct;

  if (!get_count (object, n_key, &n) || !get_count (object, correct_key, &correct) || correct > n)
    return FALSE;
  bw_proportion_init (proportion, correct, n);
  return TRUE;
}

/* Calls @read for each object of the array @key. */
static gboolean
read_objects (BwEvaluation *self,
              JsonObject   *object,
              const char   *key,
              gboolean    (*read) (BwEvaluation *self,
                                   JsonObject   *element))
{
  JsonArray *array = bw_member_get_array (object, key);

  if (array == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_OBJECT (element) || !read (self, json_node_get_object (element)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_rule (BwEvaluation *self,
           JsonObject   *object,
           gboolean      is_rival)
{
  const char *name = bw_member_get_string (object, "name");
  JsonNode *node = json_object_get_member (object, "confusion");
  BwRuleScore score = { .is_rival = is_rival };
  JsonObject *confusion;

  if (name == NULL || node == NULL || !JSON_NODE_HOLDS_OBJECT (node)
      || self->rules->len >= MAX_RULES)
    return FALSE;
  confusion = json_node_get_object (node);
  if (!bw_member_get_boolean (object, "used", &score.is_used)
      || score.is_used != (self->rules->len == 0)
      || !get_proportion (object, "beats", "beat_correct", &score.beats)
      || !get_proportion (object, "waves", "wave_correct", &score.waves)
      || !get_count (confusion, "glucose_right", &score.tp)
      || !get_count (confusion, "glucose_wrong", &score.fn)
      || !get_count (confusion, "fasting_right", &score.tn)
      || !get_count (confusion, "fasting_wrong", &score.fp)
      || score.tp + score.fn + score.tn + score.fp != score.waves.n
      || score.tp + score.tn != score.waves.correct
      || !get_count (object, "answered", &score.n_answered)
      || score.n_answered > score.waves.n
      || !get_count (object, "answered_wrong", &score.n_wrong_answered)
      || score.n_wrong_answered > score.n_answered
      || !bw_member_get_double (object, "permutation_p", 0, 1, &score.permutation_p)
      || !bw_member_get_double (object, "p_against_heart_rate", 0, 1, &score.p_against_heart_rate))
    return FALSE;
  bw_proportion_init (&score.sensitivity, score.tp, score.tp + score.fn);
  bw_proportion_init (&score.specificity, score.tn, score.tn + score.fp);
  score.name = g_strdup (name);
  g_array_append_val (self->rules, score);
  return TRUE;
}

static gboolean
read_own_rule (BwEvaluation *self,
               JsonObject   *object)
{
  return read_rule (self, object, FALSE);
}

static gboolean
read_rival (BwEvaluation *self,
            JsonObject   *object)
{
  return read_rule (self, object, TRUE);
}

static gboolean
read_day (BwEvaluation *self,
          JsonObject   *object)
{
  JsonNode *node = json_object_get_member (object, "correct_by_rule");
  BwDayScore day = { 0 };
  BwDayScore *kept;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node) || !get_day (object, &day.day)
      || !get_count (object, "fasting", &day.n_fasting)
      || !get_count (object, "glucose", &day.n_glucose)
      || !bw_member_get_boolean (object, "has_reference", &day.has_reference)
      || !bw_day_seen_from_id (bw_member_get_string (object, "seen"), &day.seen))
    return FALSE;
  day.n_rules = self->rules->len;
  day.waves = g_new0 (BwProportion, day.n_rules);
  g_array_append_val (self->days, day);
  kept = &g_array_index (self->days, BwDayScore, self->days->len - 1);
  for (guint r = 0; r < kept->n_rules; r++)
    {
      guint correct;

      if (!get_count (json_node_get_object (node), g_array_index (self->rules, BwRuleScore, r).name,
                      &correct)
          || correct > kept->n_fasting + kept->n_glucose)
        return FALSE;
      bw_proportion_init (&kept->waves[r], correct, kept->n_fasting + kept->n_glucose);
    }
  return TRUE;
}

static gboolean
read_recording (BwEvaluation *self,
                JsonObject   *object)
{
  const char *name = bw_member_get_string (object, "name");
  BwRecordingScore recording = { 0 };

  if (name == NULL || !bw_member_get_int (object, "recording", &recording.recording_id)
      || !get_day (object, &recording.day)
      || !bw_label_from_id (bw_member_get_string (object, "label"), &recording.label)
      || recording.label == BW_LABEL_NONE
      || !bw_label_from_id (bw_member_get_string (object, "answer"), &recording.answer)
      || !bw_label_from_id (bw_member_get_string (object, "leaning"), &recording.leaning)
      || !bw_member_get_double (object, "probability", 0, 1, &recording.probability)
      || !get_count (object, "votes", &recording.votes)
      || !get_count (object, "beats", &recording.n_beats) || recording.votes > recording.n_beats
      || !bw_member_get_boolean (object, "abstained", &recording.abstained)
      || !bw_member_get_boolean (object, "outside", &recording.outside)
      || !bw_member_get_boolean (object, "same_day", &recording.same_day)
      || !bw_member_get_boolean (object, "scored", &recording.scored))
    return FALSE;
  recording.name = g_strdup (name);
  g_array_append_val (self->recordings, recording);
  self->n_not_scored += !recording.scored;
  return TRUE;
}

static gboolean
read_evaluation (BwEvaluation *self,
                 JsonObject   *object)
{
  const char *made = bw_member_get_string (object, "made");
  int offset_min;

  if (!bw_rule_from_id (bw_member_get_string (object, "net"), &self->rule)
      || !bw_comparator_mode_from_id (bw_member_get_string (object, "mode"), &self->mode)
      || !bw_reference_kind_from_id (bw_member_get_string (object, "reference"), &self->reference)
      || !bw_member_get_boolean (object, "leave_one_day_out", &self->leave_one_day_out)
      || !bw_member_get_boolean (object, "stopped", &self->stopped)
      || !get_count (object, "days_left_out", &self->n_days_left_out)
      || made == NULL || !bw_time_parse (made, strlen (made), &self->made_ms, &offset_min)
      || !bw_member_get_double (object, "seconds", 0, 1e9, &self->seconds))
    return FALSE;
  bw_member_get_int (object, "model", &self->model_id);
  return read_objects (self, object, "rules", read_own_rule)
         && read_objects (self, object, "rivals", read_rival)
         && self->rules->len > 0
         && !g_array_index (self->rules, BwRuleScore, 0).is_rival
         && read_objects (self, object, "by_day", read_day)
         && read_objects (self, object, "recordings", read_recording);
}

BwEvaluation *
bw_evaluation_from_json (JsonNode  *node,
                         GError   **error)
{
  g_autoptr (BwEvaluation) self = bw_evaluation_new ();

  g_return_val_if_fail (node != NULL, NULL);

  if (!JSON_NODE_HOLDS_OBJECT (node) || !read_evaluation (self, json_node_get_object (node)))
    {
      g_set_error_literal (error, BW_ERROR, BW_ERROR_FORMAT,
                           _("The stored evaluation cannot be read; evaluate the model again."));
      return NULL;
    }
  bw_evaluation_make_verdict (self);
  return g_steal_pointer (&self);
}
