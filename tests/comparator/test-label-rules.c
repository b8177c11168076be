/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"

#include <string.h>

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "comparator/bw-label-rules.h"
#include "store/bw-samples.h"

#define N BW_LABEL_NONE
#define F BW_LABEL_FASTING
#define G BW_LABEL_GLUCOSE

#define MINUTE BW_TIME_MINUTE

/* Berlin: clocks went forward on 2023-03-26 at 01:00 UTC and back on 2023-10-29 at 01:00 UTC. */
#define ZONE "Europe/Berlin"

static gint64
at (const char *text)
{
  gint64 time_ms = 0;

  g_assert_true (bw_time_parse (text, strlen (text), &time_ms, NULL));
  return time_ms;
}

static GArray *
new_recordings (void)
{
  return g_array_new (FALSE, TRUE, sizeof (BwRecording));
}

static void
add (GArray *recordings,
     gint64  id,
     gint64  start_ms,
     BwLabel label)
{
  const BwRecording recording
      = { .id = id, .start_ms = start_ms, .time_known = TRUE, .label = label };

  g_array_append_val (recordings, recording);
}

static void
assert_proposal (const BwProposals *proposals,
                 guint              i,
                 gint64             id,
                 BwLabel            label,
                 const char        *reason)
{
  const BwProposal *proposal = &g_array_index (proposals->proposals, BwProposal, i);

  g_assert_cmpuint (i, <, proposals->proposals->len);
  g_assert_cmpint (proposal->recording_id, ==, id);
  g_assert_cmpint (proposal->label, ==, label);
  g_assert_cmpstr (proposal->reason, ==, reason);
}

static void
assert_counts (const BwProposals *proposals,
               guint              n,
               guint              n_fasting,
               guint              n_glucose,
               guint              n_changes,
               guint              n_without_time)
{
  g_assert_cmpuint (proposals->proposals->len, ==, n);
  g_assert_cmpuint (proposals->n_fasting, ==, n_fasting);
  g_assert_cmpuint (proposals->n_glucose, ==, n_glucose);
  g_assert_cmpuint (proposals->n_changes, ==, n_changes);
  g_assert_cmpuint (proposals->n_without_time, ==, n_without_time);
}

static BwProposals *
propose_by_glucose (GArray              *recordings,
                    GArray              *samples,
                    const BwGlucoseRule *rule)
{
  g_autoptr (GArray) readings = bw_glucose_readings_new (samples, NULL);

  return bw_propose_by_readings (recordings, readings, rule);
}

/* The protocol of the study: a drink at 08:10. In any order, and to the millisecond. */
static void
test_meal (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (ZONE);
  g_autoptr (GArray) recordings = new_recordings ();
  g_autoptr (BwProposals) proposals = NULL;
  BwMealRule rule = BW_MEAL_RULE_DEFAULT;
  gint64 drink_ms = at ("2023-09-21 08:10:00 +0200");

  rule.drink_ms = drink_ms;
  add (recordings, 9, drink_ms + 120 * MINUTE + 1, N);
  add (recordings, 8, drink_ms + 120 * MINUTE, N);
  add (recordings, 3, drink_ms - 1, N);
  add (recordings, 4, drink_ms, N);
  add (recordings, 1, drink_ms - 400 * MINUTE, N);
  add (recordings, 2, drink_ms - 15 * MINUTE, N);
  add (recordings, 5, drink_ms + 45 * MINUTE - 1, N);
  add (recordings, 6, drink_ms + 45 * MINUTE, N);
  add (recordings, 7, drink_ms + 62 * MINUTE + 59999, N);
  add (recordings, 10, drink_ms - BW_TIME_DAY, N);
  add (recordings, 11, drink_ms + BW_TIME_DAY, N);
  proposals = bw_propose_by_meal (recordings, zone, &rule);
  assert_proposal (proposals, 0, 1, F, "6 h 40 min before the drink");
  assert_proposal (proposals, 1, 2, F, "15 min before the drink");
  assert_proposal (proposals, 2, 3, F, "1 min before the drink");
  assert_proposal (proposals, 3, 4, N, "0 min after the drink: too soon");
  assert_proposal (proposals, 4, 5, N, "44 min after the drink: too soon");
  assert_proposal (proposals, 5, 6, G, "45 min after the drink");
  assert_proposal (proposals, 6, 7, G, "62 min after the drink");
  assert_proposal (proposals, 7, 8, G, "120 min after the drink");
  assert_proposal (proposals, 8, 9, N, "121 min after the drink: too late");
  assert_counts (proposals, 9, 3, 3, 6, 0);
}

static void
test_meal_kept (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GArray) recordings = new_recordings ();
  g_autoptr (BwProposals) kept = NULL;
  g_autoptr (BwProposals) replaced = NULL;
  g_autoptr (GArray) states = NULL;
  BwMealRule rule = BW_MEAL_RULE_DEFAULT;
  const BwLabelState *state;

  rule.drink_ms = at ("2023-09-21 08:10:00 +0000");
  add (recordings, 1, rule.drink_ms - 10 * MINUTE, G);
  add (recordings, 2, rule.drink_ms - 5 * MINUTE, F);
  add (recordings, 3, rule.drink_ms + 5 * MINUTE, G);
  add (recordings, 4, rule.drink_ms + 60 * MINUTE, N);
  kept = bw_propose_by_meal (recordings, zone, &rule);
  assert_proposal (kept, 0, 1, N, "10 min before the drink; keeps its label");
  assert_proposal (kept, 1, 2, F, "5 min before the drink");
  assert_proposal (kept, 2, 3, N, "5 min after the drink: too soon");
  assert_proposal (kept, 3, 4, G, "60 min after the drink");
  assert_counts (kept, 4, 1, 1, 1, 0);
  g_assert_cmpint (g_array_index (kept->proposals, BwProposal, 0).was, ==, G);

  rule.replace = TRUE;
  replaced = bw_propose_by_meal (recordings, zone, &rule);
  assert_proposal (replaced, 0, 1, F, "10 min before the drink");
  assert_proposal (replaced, 2, 3, N, "5 min after the drink: too soon");
  assert_counts (replaced, 4, 2, 1, 2, 0);

  states = bw_proposals_get_states (replaced, "protocol", 77);
  g_assert_cmpuint (states->len, ==, 2);
  state = &g_array_index (states, BwLabelState, 0);
  g_assert_cmpint (state->recording_id, ==, 1);
  g_assert_cmpint (state->label, ==, F);
  g_assert_cmpstr (state->who, ==, "protocol");
  g_assert_cmpint (state->time_ms, ==, 77);
  g_assert_cmpint (g_array_index (states, BwLabelState, 1).recording_id, ==, 4);
}

/* The day is the person's: what was before midnight is of another; what the drink does, is not. */
static void
test_meal_midnight (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (ZONE);
  g_autoptr (GArray) early = new_recordings ();
  g_autoptr (GArray) late = new_recordings ();
  g_autoptr (BwProposals) after_midnight = NULL;
  g_autoptr (BwProposals) before_midnight = NULL;
  BwMealRule rule = BW_MEAL_RULE_DEFAULT;

  rule.drink_ms = at ("2023-09-21 00:30:00 +0200");
  add (early, 1, at ("2023-09-20 23:59:59 +0200"), N);
  add (early, 2, at ("2023-09-21 00:00:00 +0200"), N);
  add (early, 3, at ("2023-09-21 23:59:59 +0200"), N);
  add (early, 4, at ("2023-09-22 00:00:00 +0200"), N);
  after_midnight = bw_propose_by_meal (early, zone, &rule);
  assert_proposal (after_midnight, 0, 2, F, "30 min before the drink");
  assert_proposal (after_midnight, 1, 3, N, "23 h 30 min after the drink: too late");
  assert_counts (after_midnight, 2, 1, 0, 1, 0);

  rule.drink_ms = at ("2023-09-21 23:30:00 +0200");
  add (late, 1, at ("2023-09-22 00:00:00 +0200"), N);
  add (late, 2, at ("2023-09-22 00:30:00 +0200"), N);
  add (late, 3, at ("2023-09-22 01:31:00 +0200"), N);
  before_midnight = bw_propose_by_meal (late, zone, &rule);
  assert_proposal (before_midnight, 0, 1, N, "30 min after the drink: too soon");
  assert_proposal (before_midnight, 1, 2, G, "60 min after the drink");
  assert_counts (before_midnight, 2, 0, 1, 1, 0);
}

/* The same instants on another day of the calendar, half an hour from the hour or not. */
static void
test_meal_zones (void)
{
  static const struct
  {
    const char *zone;
    guint n;
  } cases[] = {
    { "UTC", 2 }, { "Asia/Kolkata", 2 }, { "Pacific/Kiritimati", 1 }, { "Pacific/Honolulu", 1 },
    { "Asia/Kathmandu", 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (cases[i].zone);
      g_autoptr (GArray) recordings = new_recordings ();
      g_autoptr (BwProposals) proposals = NULL;
      BwMealRule rule = BW_MEAL_RULE_DEFAULT;

      g_test_message ("%s", cases[i].zone);
      g_assert_nonnull (zone);
      rule.drink_ms = at ("2023-09-21 12:00:00 +0000");
      add (recordings, 1, at ("2023-09-21 09:00:00 +0000"), N);
      add (recordings, 2, at ("2023-09-21 13:00:00 +0000"), N);
      proposals = bw_propose_by_meal (recordings, zone, &rule);
      /* 09:00 UTC is 23:00 of the day before in Kiritimati and in Honolulu. */
      assert_counts (proposals, cases[i].n, cases[i].n - 1, 1, cases[i].n, 0);
    }
}

/* Days of 23 and 25 hours: minutes are those that pass, days those of the calendar. */
static void
test_meal_dst (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (ZONE);
  g_autoptr (GArray) spring = new_recordings ();
  g_autoptr (GArray) autumn = new_recordings ();
  g_autoptr (BwProposals) forward = NULL;
  g_autoptr (BwProposals) back = NULL;
  BwMealRule rule = BW_MEAL_RULE_DEFAULT;

  rule.drink_ms = at ("2023-03-26 01:30:00 +0100");
  add (spring, 1, at ("2023-03-26 00:00:00 +0100"), N);
  add (spring, 2, at ("2023-03-26 03:10:00 +0200"), N);
  add (spring, 3, at ("2023-03-26 03:15:00 +0200"), N);
  add (spring, 4, at ("2023-03-26 23:59:00 +0200"), N);
  add (spring, 5, at ("2023-03-27 00:00:00 +0200"), N);
  forward = bw_propose_by_meal (spring, zone, &rule);
  assert_proposal (forward, 0, 1, F, "90 min before the drink");
  assert_proposal (forward, 1, 2, N, "40 min after the drink: too soon");
  assert_proposal (forward, 2, 3, G, "45 min after the drink");
  assert_proposal (forward, 3, 4, N, "21 h 29 min after the drink: too late");
  assert_counts (forward, 4, 1, 1, 2, 0);

  rule.drink_ms = at ("2023-10-29 02:30:00 +0200");
  add (autumn, 1, at ("2023-10-29 00:00:00 +0200"), N);
  add (autumn, 2, at ("2023-10-29 02:10:00 +0100"), N);
  add (autumn, 3, at ("2023-10-29 02:45:00 +0100"), N);
  add (autumn, 4, at ("2023-10-29 23:59:00 +0100"), N);
  back = bw_propose_by_meal (autumn, zone, &rule);
  assert_proposal (back, 0, 1, F, "150 min before the drink");
  assert_proposal (back, 1, 2, N, "40 min after the drink: too soon");
  assert_proposal (back, 2, 3, G, "75 min after the drink");
  assert_proposal (back, 3, 4, N, "22 h 29 min after the drink: too late");
}

/* Only the day is known: its time is noon where it was, which the person's zone may not share. */
static void
test_without_time (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Pacific/Kiritimati");
  g_autoptr (GArray) recordings = new_recordings ();
  g_autoptr (GArray) samples = g_array_new (FALSE, TRUE, sizeof (BwSampleRow));
  g_autoptr (BwProposals) meal = NULL;
  g_autoptr (BwProposals) glucose = NULL;
  BwMealRule rule = BW_MEAL_RULE_DEFAULT;
  const BwGlucoseRule glucose_rule = BW_GLUCOSE_RULE_DEFAULT;
  const BwSampleRow sample
      = { .start_ms = at ("2023-09-21 12:00:00 +0000"), .value = 80, .unit = "mg/dL" };

  rule.drink_ms = at ("2023-09-21 23:00:00 +1400");
  add (recordings, 1, at ("2023-09-21 12:00:01 +0000"), N);
  add (recordings, 2, at ("2023-09-21 12:00:02 +0000"), N);
  add (recordings, 3, at ("2023-09-20 12:00:00 +0000"), N);
  for (guint i = 0; i < recordings->len; i++)
    g_array_index (recordings, BwRecording, i).time_known = FALSE;
  meal = bw_propose_by_meal (recordings, zone, &rule);
  assert_counts (meal, 0, 0, 0, 0, 2);

  g_array_append_val (samples, sample);
  glucose = propose_by_glucose (recordings, samples, &glucose_rule);
  assert_counts (glucose, 0, 0, 0, 0, 3);
}

static void
test_units (void)
{
  static const struct
  {
    const char *unit;
    double mg_dl;
    gboolean known;
  } cases[] = {
    { "mg/dL", 5.5, TRUE },
    { "mg/dl", 5.5, TRUE },
    { "mmol/L", 5.5 * 18.0156, TRUE },
    { "mmol<180.1558800000541>/L", 5.5 * 18.0156, TRUE },
    { "mmol<180.1558800000541>/mL", 0, FALSE },
    { "%", 0, FALSE },
    { "", 0, FALSE },
    { NULL, 0, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean known = !cases[i].known;

      bw_assert_near (bw_glucose_to_mg_dl (5.5, cases[i].unit, &known), cases[i].mg_dl, 1e-12);
      g_assert_cmpint (known, ==, cases[i].known);
      bw_assert_near (bw_glucose_to_mg_dl (5.5, cases[i].unit, NULL), cases[i].mg_dl, 1e-12);
    }
}

static void
add_sample (GArray     *samples,
            gint64      start_ms,
            double      value,
            const char *unit)
{
  const BwSampleRow sample = { .start_ms = start_ms, .value = value, .unit = unit };

  g_array_append_val (samples, sample);
}

/* One recording at 0 and the readings around it. */
static void
assert_by_glucose (GArray              *samples,
                   const BwGlucoseRule *rule,
                   BwLabel              label,
                   const char          *reason)
{
  g_autoptr (GArray) recordings = new_recordings ();
  g_autoptr (BwProposals) proposals = NULL;

  add (recordings, 1, 0, N);
  proposals = propose_by_glucose (recordings, samples, rule);
  assert_proposal (proposals, 0, 1, label, reason);
  assert_counts (proposals, 1, label == F, label == G, label != N, 0);
  g_array_set_size (samples, 0);
}

static void
test_glucose (void)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, TRUE, sizeof (BwSampleRow));
  BwGlucoseRule rule = BW_GLUCOSE_RULE_DEFAULT;
  static const struct
  {
    double value;
    const char *unit;
    BwLabel label;
    const char *reason;
  } values[] = {
    { 88, "mg/dL", F, "88 mg/dL, 7 min away" },
    { 99.5, "mg/dL", F, "99.5 mg/dL, 7 min away" },
    { 100, "mg/dL", N, "100 mg/dL, 7 min away: between the thresholds" },
    { 139.9, "mg/dL", N, "139.9 mg/dL, 7 min away: between the thresholds" },
    { 140, "mg/dL", G, "140 mg/dL, 7 min away" },
    { 5, "mmol<180.1558800000541>/L", F, "5.0 mmol/L, 7 min away" },
    { 5.55, "mmol/L", F, "5.55 mmol/L, 7 min away" },
    { 5.6, "mmol/L", N, "5.6 mmol/L, 7 min away: between the thresholds" },
    { 7.8, "mmol/L", G, "7.8 mmol/L, 7 min away" },
    { 88, "furlong", N, "No glucose reading within 15 min" },
    { 0, "mg/dL", N, "No glucose reading within 15 min" },
    { -88, "mg/dL", N, "No glucose reading within 15 min" },
  };

  assert_by_glucose (samples, &rule, N, "No glucose reading within 15 min");
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      add_sample (samples, 7 * MINUTE, values[i].value, values[i].unit);
      assert_by_glucose (samples, &rule, values[i].label, values[i].reason);
    }

  /* The borders of the time are within it. */
  add_sample (samples, 15 * MINUTE, 80, "mg/dL");
  assert_by_glucose (samples, &rule, F, "80 mg/dL, 15 min away");
  add_sample (samples, 15 * MINUTE + 1, 80, "mg/dL");
  assert_by_glucose (samples, &rule, N, "No glucose reading within 15 min");
  add_sample (samples, -15 * MINUTE, 80, "mg/dL");
  assert_by_glucose (samples, &rule, F, "80 mg/dL, 15 min away");
  add_sample (samples, -15 * MINUTE - 1, 80, "mg/dL");
  assert_by_glucose (samples, &rule, N, "No glucose reading within 15 min");

  /* The nearest; of two equally near the earlier; of those at one time the first given. */
  add_sample (samples, -5 * MINUTE, 80, "mg/dL");
  add_sample (samples, 4 * MINUTE, 150, "mg/dL");
  assert_by_glucose (samples, &rule, G, "150 mg/dL, 4 min away");
  add_sample (samples, 5 * MINUTE, 150, "mg/dL");
  add_sample (samples, -5 * MINUTE, 80, "mg/dL");
  assert_by_glucose (samples, &rule, F, "80 mg/dL, 5 min away");
  add_sample (samples, -5 * MINUTE, 150, "mg/dL");
  add_sample (samples, -5 * MINUTE, 80, "mg/dL");
  assert_by_glucose (samples, &rule, G, "150 mg/dL, 5 min away");
  add_sample (samples, 5 * MINUTE, 150, "mg/dL");
  add_sample (samples, 5 * MINUTE, 80, "mg/dL");
  assert_by_glucose (samples, &rule, G, "150 mg/dL, 5 min away");
  add_sample (samples, 0, 80, "mg/dL");
  add_sample (samples, -1, 150, "mg/dL");
  assert_by_glucose (samples, &rule, F, "80 mg/dL, 0 min away");

  /* One that cannot be read does not hide the next. */
  add_sample (samples, 1 * MINUTE, 150, "furlong");
  add_sample (samples, -9 * MINUTE, 80, "mg/dL");
  assert_by_glucose (samples, &rule, F, "80 mg/dL, 9 min away");

  /* Thresholds that meet leave nothing between; those that cross make what is both neither. */
  rule.fasting_below_mg_dl = rule.glucose_from_mg_dl = 120;
  add_sample (samples, 0, 120, "mg/dL");
  assert_by_glucose (samples, &rule, G, "120 mg/dL, 0 min away");
  add_sample (samples, 0, 119, "mg/dL");
  assert_by_glucose (samples, &rule, F, "119 mg/dL, 0 min away");
  rule.fasting_below_mg_dl = 160;
  add_sample (samples, 0, 130, "mg/dL");
  assert_by_glucose (samples, &rule, N, "130 mg/dL, 0 min away: between the thresholds");
}

static void
test_glucose_kept (void)
{
  g_autoptr (GArray) recordings = new_recordings ();
  g_autoptr (GArray) samples = g_array_new (FALSE, TRUE, sizeof (BwSampleRow));
  g_autoptr (BwProposals) kept = NULL;
  g_autoptr (BwProposals) replaced = NULL;
  BwGlucoseRule rule = BW_GLUCOSE_RULE_DEFAULT;

  add (recordings, 2, 60 * MINUTE, F);
  add (recordings, 1, 0, G);
  add (recordings, 3, 600 * MINUTE, F);
  add_sample (samples, 0, 80, "mg/dL");
  add_sample (samples, 60 * MINUTE, 90, "mg/dL");
  kept = propose_by_glucose (recordings, samples, &rule);
  assert_proposal (kept, 0, 1, N, "80 mg/dL, 0 min away; keeps its label");
  assert_proposal (kept, 1, 2, F, "90 mg/dL, 0 min away");
  assert_proposal (kept, 2, 3, N, "No glucose reading within 15 min");
  assert_counts (kept, 3, 1, 0, 0, 0);
  rule.replace = TRUE;
  replaced = propose_by_glucose (recordings, samples, &rule);
  assert_proposal (replaced, 0, 1, F, "80 mg/dL, 0 min away");
  assert_counts (replaced, 3, 2, 0, 1, 0);
}

static void
test_readings (void)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, TRUE, sizeof (BwSampleRow));
  g_autoptr (GArray) readings = NULL;
  const BwGlucoseReading *reading;
  guint n_unknown = 0;

  add_sample (samples, 30, 5, "mmol/L");
  add_sample (samples, 10, 90, "mg/dL");
  add_sample (samples, 20, 90, "g");
  add_sample (samples, 10, 91, "mg/dL");
  readings = bw_glucose_readings_new (samples, &n_unknown);
  g_assert_cmpuint (readings->len, ==, 3);
  g_assert_cmpuint (n_unknown, ==, 1);
  reading = &g_array_index (readings, BwGlucoseReading, 0);
  g_assert_cmpint (reading->time_ms, ==, 10);
  bw_assert_near (reading->mg_dl, 90, 0);
  g_assert_false (reading->in_mmol);
  bw_assert_near (g_array_index (readings, BwGlucoseReading, 1).mg_dl, 91, 0);
  bw_assert_near (g_array_index (readings, BwGlucoseReading, 2).mg_dl, 90.078, 1e-12);
  g_assert_true (g_array_index (readings, BwGlucoseReading, 2).in_mmol);
}

static void
test_empty (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GArray) none = new_recordings ();
  g_autoptr (GArray) no_samples = g_array_new (FALSE, TRUE, sizeof (BwSampleRow));
  const BwMealRule meal_rule = BW_MEAL_RULE_DEFAULT;
  const BwGlucoseRule glucose_rule = BW_GLUCOSE_RULE_DEFAULT;
  g_autoptr (BwProposals) meal = bw_propose_by_meal (none, zone, &meal_rule);
  g_autoptr (BwProposals) glucose = propose_by_glucose (none, no_samples, &glucose_rule);
  g_autoptr (GArray) states = bw_proposals_get_states (meal, "protocol", 1);

  assert_counts (meal, 0, 0, 0, 0, 0);
  assert_counts (glucose, 0, 0, 0, 0, 0);
  g_assert_cmpuint (states->len, ==, 0);
}

static void
assert_meal_rule (double   from_min,
                  double   to_min,
                  gboolean good)
{
  const BwMealRule rule = { 0, from_min, to_min, FALSE };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (bw_meal_rule_check (&rule, &error), ==, good);
  if (good)
    return;
  g_assert_error (error, BW_ERROR, BW_ERROR_INVALID);
  g_assert_false (g_str_has_suffix (error->message, "."));
}

static void
assert_glucose_rule (double   within_min,
                     double   fasting,
                     double   glucose,
                     gboolean good)
{
  const BwGlucoseRule rule = { within_min, fasting, glucose, FALSE };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (bw_glucose_rule_check (&rule, &error), ==, good);
  if (good)
    return;
  g_assert_error (error, BW_ERROR, BW_ERROR_INVALID);
  g_assert_false (g_str_has_suffix (error->message, "."));
}

static void
test_rules (void)
{
  assert_meal_rule (45, 120, TRUE);
  assert_meal_rule (0, 0, TRUE);
  assert_meal_rule (121, 120, FALSE);
  assert_meal_rule (-1, 120, FALSE);
  assert_meal_rule (G_MAXDOUBLE / 0.5 - G_MAXDOUBLE / 0.5, 120, FALSE); /* not a number */
  assert_glucose_rule (15, 100, 140, TRUE);
  assert_glucose_rule (0, 120, 120, TRUE);
  assert_glucose_rule (-1, 100, 140, FALSE);
  assert_glucose_rule (15, 141, 140, FALSE);
  assert_glucose_rule (15, 0, 140, FALSE);
}

/* Years of recordings and of a sensor that reads every five minutes. */
static void
test_many (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (ZONE);
  g_autoptr (GArray) recordings = new_recordings ();
  g_autoptr (GArray) samples = g_array_new (FALSE, TRUE, sizeof (BwSampleRow));
  g_autoptr (BwProposals) meal = NULL;
  g_autoptr (BwProposals) glucose = NULL;
  BwMealRule meal_rule = BW_MEAL_RULE_DEFAULT;
  const BwGlucoseRule glucose_rule = BW_GLUCOSE_RULE_DEFAULT;
  gint64 first_ms = at ("2023-01-01 00:00:00 +0000");
  guint n_day = 0, n_before = 0, n_after = 0;

  /* Each at a minute of its own, from the last to the first. */
  for (gint64 i = 9999; i >= 0; i--)
    add (recordings, i, first_ms + i * 61 * MINUTE, N);
  for (gint64 i = 0; i < 125000; i++)
    add_sample (samples, first_ms + i * 5 * MINUTE, i % 2 == 0 ? 80 : 150, "mg/dL");
  glucose = propose_by_glucose (recordings, samples, &glucose_rule);
  g_assert_cmpuint (glucose->proposals->len, ==, 10000);
  g_assert_cmpuint (glucose->n_fasting + glucose->n_glucose, ==, 10000);
  for (guint i = 0; i < glucose->proposals->len; i++)
    {
      const BwProposal *proposal = &g_array_index (glucose->proposals, BwProposal, i);
      /* Every 5 minutes: none is equally near to two. */
      gint64 nearest = (i * 61 + 2) / 5;

      g_assert_cmpint (proposal->recording_id, ==, i);
      g_assert_cmpint (proposal->label, ==, nearest % 2 == 0 ? F : G);
    }

  meal_rule.drink_ms = at ("2023-06-15 12:00:00 +0200");
  meal = bw_propose_by_meal (recordings, zone, &meal_rule);
  for (gint64 i = 0; i < 10000; i++)
    {
      gint64 start_ms = first_ms + i * 61 * MINUTE;

      n_day += start_ms >= at ("2023-06-15 00:00:00 +0200")
               && start_ms < at ("2023-06-16 00:00:00 +0200");
      n_before += start_ms >= at ("2023-06-15 00:00:00 +0200") && start_ms < meal_rule.drink_ms;
      n_after += start_ms >= at ("2023-06-15 12:45:00 +0200")
                 && start_ms <= at ("2023-06-15 14:00:00 +0200");
    }
  assert_counts (meal, n_day, n_before, n_after, n_before + n_after, 0);
  g_assert_cmpuint (n_after, >, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/comparator/label-rules/meal", test_meal);
  g_test_add_func ("/comparator/label-rules/meal-kept", test_meal_kept);
  g_test_add_func ("/comparator/label-rules/meal-midnight", test_meal_midnight);
  g_test_add_func ("/comparator/label-rules/meal-zones", test_meal_zones);
  g_test_add_func ("/comparator/label-rules/meal-dst", test_meal_dst);
  g_test_add_func ("/comparator/label-rules/without-time", test_without_time);
  g_test_add_func ("/comparator/label-rules/units", test_units);
  g_test_add_func ("/comparator/label-rules/glucose", test_glucose);
  g_test_add_func ("/comparator/label-rules/glucose-kept", test_glucose_kept);
  g_test_add_func ("/comparator/label-rules/readings", test_readings);
  g_test_add_func ("/comparator/label-rules/empty", test_empty);
  g_test_add_func ("/comparator/label-rules/rules", test_rules);
  g_test_add_func ("/comparator/label-rules/many", test_many);
  return g_test_run ();
}
