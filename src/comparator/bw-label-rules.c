/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comparator/bw-label-rules.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "base/bw-time.h"
#include "store/bw-samples.h"

/* --- Proposals -------------------------------------------------------------------------------- */

static void
clear_proposal (BwProposal *proposal)
{
  g_clear_pointer (&proposal->reason, g_free);
}

static BwProposals *
proposals_new (void)
{
  BwProposals *self = g_new0 (BwProposals, 1);

  self->proposals = g_array_new (FALSE, TRUE, sizeof (BwProposal));
  g_array_set_clear_func (self->proposals, (GDestroyNotify) clear_proposal);
  return self;
}

void
bw_proposals_free (BwProposals *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->proposals);
  g_free (self);
}

/* @reason: (transfer full) */
static void
propose (BwProposals       *self,
         const BwRecording *recording,
         BwLabel            label,
         gboolean           replace,
         char              *reason)
{
  BwProposal proposal = { recording->id, label, recording->label, reason };

  if (label != BW_LABEL_NONE && !replace && recording->label != BW_LABEL_NONE
      && recording->label != label)
    {
      /* Translators: %s: “62 min after the drink” */
      proposal.reason = g_strdup_printf (_("%s; keeps its label"), reason);
      proposal.label = BW_LABEL_NONE;
      g_free (reason);
    }
  self->n_fasting += proposal.label == BW_LABEL_FASTING;
  self->n_glucose += proposal.label == BW_LABEL_GLUCOSE;
  self->n_changes += proposal.label != BW_LABEL_NONE && proposal.label != proposal.was;
  g_array_append_val (self->proposals, proposal);
}

GArray *
bw_proposals_get_states (const BwProposals *self,
                         const char        *who,
                         gint64             time_ms)
{
  GArray *states;

  g_return_val_if_fail (self != NULL, NULL);

  states = g_array_new (FALSE, TRUE, sizeof (BwLabelState));
  g_array_set_clear_func (states, (GDestroyNotify) bw_label_state_clear);
  for (guint i = 0; i < self->proposals->len; i++)
    {
      const BwProposal *proposal = &g_array_index (self->proposals, BwProposal, i);
      BwLabelState state = { proposal->recording_id, proposal->label, NULL, time_ms };

      if (proposal->label == BW_LABEL_NONE || proposal->label == proposal->was)
        continue;
      state.who = g_strdup (who);
      g_array_append_val (states, state);
    }
  return states;
}

static int
compare_starts (gconstpointer a,
                gconstpointer b)
{
  const BwRecording *one = *(BwRecording *const *) a;
  const BwRecording *other = *(BwRecording *const *) b;

  if (one->start_ms != other->start_ms)
    return one->start_ms < other->start_ms ? -1 : 1;
  return (one->id > other->id) - (one->id < other->id);
}

/* Pointers into @recordings, ascending in time. */
static GPtrArray *
sort_recordings (GArray *recordings)
{
  GPtrArray *sorted = g_ptr_array_sized_new (recordings->len);

  for (guint i = 0; i < recordings->len; i++)
    g_ptr_array_add (sorted, &g_array_index (recordings, BwRecording, i));
  g_ptr_array_sort (sorted, compare_starts);
  return sorted;
}

static char *
format_minutes (double minutes)
{
  int whole = (int) CLAMP (minutes, 0, G_MAXINT / 2);

  if (whole < 180)
    return g_strdup_printf (_("%d min"), whole);
  /* Translators: hours and minutes, “3 h 05 min” */
  return g_strdup_printf (_("%d h %02d min"), whole / 60, whole % 60);
}

/* --- By a meal -------------------------------------------------------------------------------- */

gboolean
bw_meal_rule_check (const BwMealRule  *rule,
                    GError           **error)
{
  g_return_val_if_fail (rule != NULL, FALSE);

  if (rule->from_min >= 0 && rule->from_min <= rule->to_min)
    return TRUE;
  g_set_error_literal (error, BW_ERROR, BW_ERROR_INVALID,
                       _("The minutes after the drink must begin at 0 or later, and not end "
                         "before they begin"));
  return FALSE;
}

/* A reason that does not contradict the rule: what is short of a border is rounded down, what lies
 * beyond one up. */
static char *
tell_meal (double            minutes,
           const BwMealRule *rule)
{
  double shown = minutes < 0 ? ceil (-minutes) : minutes > rule->to_min ? ceil (minutes) : minutes;
  g_autofree char *distance = format_minutes (shown);

  if (minutes < 0)
    /* Translators: %s: “15 min” */
    return g_strdup_printf (_("%s before the drink"), distance);
  if (minutes < rule->from_min)
    return g_strdup_printf (_("%s after the drink: too soon"), distance);
  if (minutes > rule->to_min)
    return g_strdup_printf (_("%s after the drink: too late"), distance);
  return g_strdup_printf (_("%s after the drink"), distance);
}

BwProposals *
bw_propose_by_meal (GArray           *recordings,
                    GTimeZone        *zone,
                    const BwMealRule *rule)
{
  g_autoptr (GPtrArray) sorted = NULL;
  BwProposals *self;
  gint64 day;

  g_return_val_if_fail (recordings != NULL && zone != NULL && rule != NULL, NULL);

  self = proposals_new ();
  sorted = sort_recordings (recordings);
  day = bw_time_local_day (zone, rule->drink_ms);
  for (guint i = 0; i < sorted->len; i++)
    {
      const BwRecording *recording = g_ptr_array_index (sorted, i);
      double minutes = (double) (recording->start_ms - rule->drink_ms) / BW_TIME_MINUTE;
      gboolean after = minutes >= rule->from_min && minutes <= rule->to_min && minutes >= 0;
      BwLabel label = minutes < 0 ? BW_LABEL_FASTING : after ? BW_LABEL_GLUCOSE : BW_LABEL_NONE;
      gint64 shown_ms = bw_recording_get_shown_ms (recording, zone);
      gboolean that_day = bw_time_local_day (zone, shown_ms) == day;

      if (!recording->time_known)
        self->n_without_time += that_day;
      else if (that_day || (minutes >= 0 && minutes <= rule->to_min))
        propose (self, recording, label, rule->replace, tell_meal (minutes, rule));
    }
  return self;
}

/* --- By blood glucose ------------------------------------------------------------------------- */

static gboolean
is_mmol (const char *unit)
{
  return g_ascii_strcasecmp (unit, "mmol/L") == 0
         || (g_str_has_prefix (unit, "mmol<") && g_str_has_suffix (unit, ">/L"));
}

double
bw_glucose_to_mg_dl (double      value,
                     const char *unit,
                     gboolean   *known)
{
  gboolean mg = unit != NULL && g_ascii_strcasecmp (unit, "mg/dL") == 0;
  gboolean mmol = unit != NULL && is_mmol (unit);

  if (known != NULL)
    *known = mg || mmol;
  if (mmol)
    return value * BW_GLUCOSE_MG_DL_PER_MMOL_L;
  return mg ? value : 0;
}

static int
compare_readings (gconstpointer a,
                  gconstpointer b)
{
  const BwGlucoseReading *one = a, *other = b;

  return (one->time_ms > other->time_ms) - (one->time_ms < other->time_ms);
}

GArray *
bw_glucose_readings_new (GArray *samples,
                         guint  *n_unknown)
{
  GArray *readings;
  guint left_out = 0;

  g_return_val_if_fail (samples != NULL, NULL);

  readings = g_array_new (FALSE, FALSE, sizeof (BwGlucoseReading));
  for (guint i = 0; i < samples->len; i++)
    {
      const BwSampleRow *sample = &g_array_index (samples, BwSampleRow, i);
      BwGlucoseReading reading = { .time_ms = sample->start_ms };

      reading.mg_dl = bw_glucose_to_mg_dl (sample->value, sample->unit, NULL);
      reading.in_mmol = sample->unit != NULL && is_mmol (sample->unit);
      if (reading.mg_dl > 0)
        g_array_append_val (readings, reading);
      else
        left_out++;
    }
  /* Stable, and all but always sorted already. */
  g_array_sort (readings, compare_readings);
  if (n_unknown != NULL)
    *n_unknown = left_out;
  return readings;
}

gboolean
bw_glucose_rule_check (const BwGlucoseRule  *rule,
                       GError              **error)
{
  g_return_val_if_fail (rule != NULL, FALSE);

  if (!(rule->within_min >= 0))
    g_set_error_literal (error, BW_ERROR, BW_ERROR_INVALID,
                         _("The minutes between a recording and a glucose reading must be 0 or "
                           "more"));
  else if (!(rule->fasting_below_mg_dl > 0
             && rule->fasting_below_mg_dl <= rule->glucose_from_mg_dl))
    g_set_error_literal (error, BW_ERROR, BW_ERROR_INVALID,
                         _("The threshold for fasting must be above 0 and not above the one for "
                           "glucose"));
  else
    return TRUE;
  return FALSE;
}

/* The first of those at or after @time_ms, or their number. */
static guint
first_from (GArray *readings,
            gint64  time_ms)
{
  guint low = 0, high = readings->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (readings, BwGlucoseReading, middle).time_ms < time_ms)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Returns: (nullable): %NULL where there is none within the minutes */
static const BwGlucoseReading *
find_nearest (GArray *readings,
              gint64  time_ms,
              double  within_min)
{
  guint next = first_from (readings, time_ms);
  const BwGlucoseReading *nearest = NULL;

  if (next < readings->len)
    nearest = &g_array_index (readings, BwGlucoseReading, next);
  if (next > 0)
    {
      gint64 last_ms = g_array_index (readings, BwGlucoseReading, next - 1).time_ms;

      if (nearest == NULL || time_ms - last_ms <= nearest->time_ms - time_ms)
        nearest = &g_array_index (readings, BwGlucoseReading, first_from (readings, last_ms));
    }
  if (nearest == NULL || ABS (nearest->time_ms - time_ms) > within_min * BW_TIME_MINUTE)
    return NULL;
  return nearest;
}

/* One decimal more than is usual where there is one, so that none is told as the threshold that it
 * is below. */
static int
count_decimals (double value,
                int    usual)
{
  double scaled = usual > 0 ? value * 10 : value;

  return fabs (scaled - round (scaled)) > 0.01 ? usual + 1 : usual;
}

/* As it was given: 5.6 mmol/L are not told as 101 mg/dL. */
static char *
format_glucose (const BwGlucoseReading *reading)
{
  double mmol = reading->mg_dl / BW_GLUCOSE_MG_DL_PER_MMOL_L;

  if (reading->in_mmol)
    return g_strdup_printf (_("%.*f mmol/L"), count_decimals (mmol, 1), mmol);
  return g_strdup_printf (_("%.*f mg/dL"), count_decimals (reading->mg_dl, 0), reading->mg_dl);
}

static char *
tell_glucose (const BwGlucoseReading *reading,
              const BwRecording      *recording,
              gboolean                between)
{
  double minutes = round (fabs ((double) (reading->time_ms - recording->start_ms)) / BW_TIME_MINUTE);
  g_autofree char *value = format_glucose (reading);
  g_autofree char *distance = format_minutes (minutes);

  if (between)
    /* Translators: “118 mg/dL, 7 min away: between the thresholds” */
    return g_strdup_printf (_("%s, %s away: between the thresholds"), value, distance);
  return g_strdup_printf (_("%s, %s away"), value, distance);
}

BwProposals *
bw_propose_by_readings (GArray              *recordings,
                        GArray              *readings,
                        const BwGlucoseRule *rule)
{
  g_autoptr (GPtrArray) sorted = NULL;
  BwProposals *self;

  g_return_val_if_fail (recordings != NULL && readings != NULL && rule != NULL, NULL);

  self = proposals_new ();
  sorted = sort_recordings (recordings);
  for (guint i = 0; i < sorted->len; i++)
    {
      const BwRecording *recording = g_ptr_array_index (sorted, i);
      const BwGlucoseReading *reading;
      gboolean fasting, glucose;

      if (!recording->time_known)
        {
          self->n_without_time++;
          continue;
        }
      reading = find_nearest (readings, recording->start_ms, rule->within_min);
      if (reading == NULL)
        {
          g_autofree char *distance = format_minutes (rule->within_min);

          propose (self, recording, BW_LABEL_NONE, rule->replace,
                   /* Translators: %s: “15 min” */
                   g_strdup_printf (_("No glucose reading within %s"), distance));
          continue;
        }
      fasting = reading->mg_dl < rule->fasting_below_mg_dl;
      glucose = reading->mg_dl >= rule->glucose_from_mg_dl;
      propose (self, recording,
               fasting == glucose ? BW_LABEL_NONE : fasting ? BW_LABEL_FASTING : BW_LABEL_GLUCOSE,
               rule->replace, tell_glucose (reading, recording, fasting == glucose));
    }
  return self;
}
