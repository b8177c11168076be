/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/bw-rhythm-comparison.h"

#include "base/bw-time.h"
#include "plot/bw-plot-rhythm-time.h"
#include "report/bw-report-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define RATIO_DIGITS 2
/* A number of a sentence from here on is told without decimals. */
#define WHOLE_FROM 10.0
#define WHOLE_WIDTH 5.0
/* Two times of day that are further apart are not alike. */
#define OTHER_HOUR_MS (90 * BW_TIME_MINUTE)
/* One is so many times as long as the other. */
#define OTHER_LENGTH 1.5
#define ROUGH_BELOW_S 120.0

/* --- Which two --------------------------------------------------------------------------------- */

const char *
bw_rhythm_comparison_get_letter (guint side)
{
  /* Translators: the first of two recordings that are compared */
  return side == 0 ? C_ ("comparison", "A")
                   /* Translators: the second of two recordings that are compared */
                   : C_ ("comparison", "B");
}

static const char *
get_kind_name (BwRhythmKind kind)
{
  switch (kind)
    {
    case BW_RHYTHM_READING:
      return _("Reading");
    case BW_RHYTHM_ECG:
      return _("ECG");
    case BW_RHYTHM_RR:
    default:
      return _("RR recording");
    }
}

/* On the clock where it was recorded. @format: of g_date_time_format() */
static char *
format_local (const BwRhythm *rhythm,
              gint64          time_ms,
              const char     *format)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (
      (time_ms + rhythm->offset_min * BW_TIME_MINUTE) / BW_TIME_SECOND);

  return time != NULL ? g_date_time_format (time, format) : g_strdup ("?");
}

char *
bw_rhythm_comparison_get_title (const BwRhythmComparison *self,
                                guint                     side)
{
  const BwRhythmComparisonSide *one = &self->sides[side];
  const BwRhythm *rhythm = one->rhythm;
  gboolean by_name = rhythm->name != NULL && *rhythm->name != '\0'
                     && (rhythm->key.kind == BW_RHYTHM_RR || !rhythm->time_known);
  /* Translators: a day and a time of day, see g_date_time_format(). */
  g_autofree char *when = format_local (rhythm, rhythm->start_ms, _("%-d %b %Y, %H:%M"));
  g_autofree char *title = NULL, *from = NULL, *to = NULL;

  if (by_name)
    title = g_strdup (rhythm->name);
  else if (rhythm->time_known)
    /* Translators: what it is, and when it was made: "Reading, 12 May 2026, 07:02". */
    title = g_strdup_printf (_("%s, %s"), get_kind_name (rhythm->key.kind), when);
  else
    title = g_strdup (get_kind_name (rhythm->key.kind));
  if (!one->is_stretch)
    return g_steal_pointer (&title);
  from = bw_plot_format_elapsed (one->from_ms);
  to = bw_plot_format_elapsed (one->to_ms);
  /* Translators: a part of a recording: its name, and from which time on to which */
  return g_strdup_printf (_("%s, %s to %s"), title, from, to);
}

/* --- Numbers ----------------------------------------------------------------------------------- */

/* "12 ms"; "12" where the metric has no unit. */
static char *
add_unit (BwMetric  metric,
          char     *number) /* (transfer full) */
{
  g_autofree char *text = number;
  const char *unit = bw_metric_get_unit (metric);

  /* Translators: a number and its unit */
  return *unit != '\0' ? g_strdup_printf (_("%s %s"), text, unit) : g_steal_pointer (&text);
}

char *
bw_hrv_difference_format (const BwHrvDifference *self)
{
  g_autofree char *number = NULL;
  gboolean is_more;

  if (!self->has_difference)
    return NULL;
  if (self->is_ratio)
    {
      number = bw_report_format_number (TRUE, self->difference, RATIO_DIGITS);
      /* Translators: how many times as much: "× 1.40" */
      return g_strdup_printf (_("× %s"), number);
    }
  number = bw_report_format_number (TRUE, self->difference,
                                    (int) bw_metric_get_digits (self->metric));
  /* not of what is rounded to zero */
  is_more = self->difference > 0 && strpbrk (number, "123456789") != NULL;
  return add_unit (self->metric,
                   g_strdup_printf ("%s%s", is_more ? "+" : "", number));
}

static char *
format_range (const BwHrvDifference *self,
              int                    digits)
{
  g_autofree char *low = NULL, *high = NULL, *range = NULL;

  low = bw_report_format_number (TRUE, self->low, digits);
  high = bw_report_format_number (TRUE, self->high, digits);
  /* Translators: the ends of an interval: "4 to 20" */
  range = g_strdup_printf (_("%s to %s"), low, high);
  if (self->is_ratio)
    /* Translators: how many times as much: "× 1.10 to 1.90" */
    return g_strdup_printf (_("× %s"), range);
  return add_unit (self->metric, g_steal_pointer (&range));
}

char *
bw_hrv_difference_format_interval (const BwHrvDifference *self)
{
  if (!self->has_interval)
    return NULL;
  return format_range (self, self->is_ratio ? RATIO_DIGITS
                                            : (int) bw_metric_get_digits (self->metric));
}

char *
bw_hrv_difference_format_side (const BwHrvDifference *self,
                               guint                  side)
{
  gboolean known = side == 0 ? self->has_a : self->has_b;

  if (!known)
    return NULL;
  return add_unit (self->metric,
                   bw_report_format_number (TRUE, side == 0 ? self->a : self->b,
                                            (int) bw_metric_get_digits (self->metric)));
}

char *
bw_hrv_difference_get_name (const BwHrvDifference *self)
{
  const char *name = bw_metric_get_name (self->metric);

  switch (bw_metric_get_group (self->metric))
    {
    case BW_METRIC_GROUP_FREQUENCY_WELCH:
      /* Translators: a metric, and by which spectrum: "LF (Welch)" */
      return g_strdup_printf (_("%s (%s)"), name, "Welch");
    case BW_METRIC_GROUP_FREQUENCY_LOMB:
      return g_strdup_printf (_("%s (%s)"), name, "Lomb–Scargle");
    case BW_METRIC_GROUP_OVERVIEW:
    case BW_METRIC_GROUP_TIME:
    case BW_METRIC_GROUP_NONLINEAR:
    default:
      return g_strdup (name);
    }
}

/* --- Sentences --------------------------------------------------------------------------------- */

static gboolean
are_same_rhythm (const BwRhythmComparison *self)
{
  const BwRhythm *a = self->sides[0].rhythm, *b = self->sides[1].rhythm;

  if (a->source == b->source || (a->key.id != 0 && bw_rhythm_key_equal (&a->key, &b->key)))
    return TRUE;
  /* A file that was named twice. */
  return a->rr->n == b->rr->n && a->start_ms == b->start_ms
         && memcmp (a->rr->rr_ms, b->rr->rr_ms, a->rr->n * sizeof (double)) == 0;
}

static gboolean
are_the_same (const BwRhythmComparison *self)
{
  return are_same_rhythm (self) && self->sides[0].from_ms == self->sides[1].from_ms
         && self->sides[0].to_ms == self->sides[1].to_ms;
}

/* Values of ten and more are told whole, unless the interval would be told away; its ends are told like
 * the value. */
static int
get_digits (const BwHrvDifference *self)
{
  double largest = MAX (fabs (self->difference),
                        self->has_interval ? MAX (fabs (self->low), fabs (self->high)) : 0);

  return largest >= WHOLE_FROM && (!self->has_interval || self->high - self->low >= WHOLE_WIDTH)
           ? 0
           : 1;
}

static char *
say_difference (const BwHrvDifference *difference)
{
  const char *name = bw_metric_get_name (difference->metric);
  int digits = get_digits (difference), side = bw_hrv_difference_get_side (difference);
  g_autofree char *a = NULL, *b = NULL, *by = NULL, *range = NULL;

  if (!difference->has_a || !difference->has_b || !difference->has_difference)
    /* Translators: %s is a metric, such as RMSSD */
    return g_strdup_printf (_("%s cannot be compared: one of the two is too short for it."), name);
  by = add_unit (difference->metric,
                 bw_report_format_number (TRUE, fabs (difference->difference), digits));
  if (!difference->has_interval)
    {
      a = bw_hrv_difference_format_side (difference, 0);
      b = bw_hrv_difference_format_side (difference, 1);
      /* Translators: a metric, such as RMSSD, and two values with their units */
      return g_strdup_printf (_("%s was %s in A and %s in B; there are too few beats to say how sure "
                                "the difference is."),
                              name, a, b);
    }
  range = format_range (difference, digits);
  if (side > 0)
    /* Translators: a metric, by how much, and the ends of an interval: "RMSSD was 12 ms higher in B
     * than in A (95 %: 4 to 20 ms)." */
    return g_strdup_printf (_("%s was %s higher in B than in A (95 %%: %s)."), name, by, range);
  if (side < 0)
    return g_strdup_printf (_("%s was %s lower in B than in A (95 %%: %s)."), name, by, range);
  /* Translators: a metric, and the ends of an interval: "RMSSD shows no clear difference (95 %: −5 to
   * 11 ms)." */
  return g_strdup_printf (_("%s shows no clear difference (95 %%: %s)."), name, range);
}

char *
bw_rhythm_comparison_get_text (const BwRhythmComparison *self)
{
  static const BwMetric told[] = { BW_METRIC_RMSSD, BW_METRIC_MEAN_HR };
  g_autoptr (GString) text = g_string_new (NULL);

  if (are_the_same (self))
    return g_strdup (_("A and B are the same beats: there is nothing to compare."));
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    {
      const BwHrvDifference *difference = bw_rhythm_comparison_find (self, told[i]);
      g_autofree char *sentence = difference != NULL ? say_difference (difference) : NULL;

      if (sentence != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", sentence);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* --- What is to be kept in mind ---------------------------------------------------------------- */

static gint64
get_time_of_day (const BwRhythmComparisonSide *side)
{
  gint64 local_ms = bw_rhythm_get_time (side->rhythm, side->from_ms)
                    + side->rhythm->offset_min * BW_TIME_MINUTE;
  gint64 rest = local_ms % BW_TIME_DAY;

  return rest < 0 ? rest + BW_TIME_DAY : rest;
}

static void
add_hour (GPtrArray                *cautions,
          const BwRhythmComparison *self)
{
  const BwRhythmComparisonSide *a = &self->sides[0], *b = &self->sides[1];
  g_autofree char *a_clock = NULL, *b_clock = NULL;
  gint64 apart;

  if (!a->rhythm->time_known || !b->rhythm->time_known)
    {
      if (!are_same_rhythm (self))
        g_ptr_array_add (cautions, g_strdup (_("It is not known at what time of day both were "
                                               "recorded; heart-rate variability changes with "
                                               "it.")));
      return;
    }
  apart = ABS (get_time_of_day (a) - get_time_of_day (b));
  if (MIN (apart, BW_TIME_DAY - apart) <= OTHER_HOUR_MS)
    return;
  /* Translators: a time of day, see g_date_time_format(). */
  a_clock = format_local (a->rhythm, bw_rhythm_get_time (a->rhythm, a->from_ms), _("%H:%M"));
  b_clock = format_local (b->rhythm, bw_rhythm_get_time (b->rhythm, b->from_ms), _("%H:%M"));
  g_ptr_array_add (cautions,
                   /* Translators: two times of day */
                   g_strdup_printf (_("A begins at %s and B at %s: heart-rate variability changes "
                                      "with the time of day, with posture and with what was done "
                                      "before."),
                                    a_clock, b_clock));
}

static void
add_length (GPtrArray                *cautions,
            const BwRhythmComparison *self)
{
  double a_s = self->sides[0].hrv->duration_s, b_s = self->sides[1].hrv->duration_s;
  g_autofree char *a = bw_plot_format_elapsed (a_s * 1000), *b = bw_plot_format_elapsed (b_s * 1000);

  if (MIN (a_s, b_s) < ROUGH_BELOW_S)
    g_ptr_array_add (cautions,
                     g_strdup (_("Of less than two minutes these numbers are rough, and their intervals "
                                 "wide, but still somewhat too narrow.")));
  if (MAX (a_s, b_s) > OTHER_LENGTH * MIN (a_s, b_s))
    g_ptr_array_add (cautions,
                     /* Translators: two lengths of time */
                     g_strdup_printf (_("A is %s long and B %s: SDNN, very slow waves and other "
                                        "measures of slow changes grow with length."),
                                      a, b));
}

GPtrArray *
bw_rhythm_comparison_get_cautions (const BwRhythmComparison *self)
{
  const BwRhythmComparisonSide *a = &self->sides[0], *b = &self->sides[1];
  GPtrArray *cautions = g_ptr_array_new_with_free_func (g_free);

  if (are_the_same (self))
    return cautions;
  if (are_same_rhythm (self) && a->from_ms < b->to_ms && b->from_ms < a->to_ms)
    g_ptr_array_add (cautions, g_strdup (_("A and B overlap: some beats are in both, and the "
                                           "intervals take them for different ones.")));
  add_hour (cautions, self);
  add_length (cautions, self);
  if (a->rhythm->settings.correction != b->rhythm->settings.correction
      || a->rhythm->settings.detrend != b->rhythm->settings.detrend)
    g_ptr_array_add (cautions, g_strdup (_("A and B were not corrected in the same way: another "
                                           "threshold of artefacts, or with the slow trend "
                                           "removed.")));
  g_ptr_array_add (cautions, g_strdup (_("The intervals tell how sure the difference between these "
                                         "two is, not how much one day differs from another.")));
  g_ptr_array_add (cautions, g_strdup (_("Where nothing differs, about one in twenty of the intervals "
                                         "still leaves that out, by chance: what several measures "
                                         "say together is surer than one.")));
  return cautions;
}

/* --- Tables ------------------------------------------------------------------------------------ */

static const char *
get_side_word (const BwHrvDifference *self)
{
  if (!self->has_interval)
    return "";
  switch (bw_hrv_difference_get_side (self))
    {
    case -1:
      return _("lower in B");
    case 1:
      return _("higher in B");
    default:
      return _("not clear");
    }
}

char *
bw_rhythm_comparison_make_table (const BwRhythmComparison *self)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s\t%s\t%s\t%s\t%s\t%s\n", _("Metric"), C_ ("comparison", "A"),
                          C_ ("comparison", "B"), _("Difference"), _("95 % interval"), _("B is"));
  for (guint i = 0; i < self->differences->len; i++)
    {
      const BwHrvDifference *one = &g_array_index (self->differences, BwHrvDifference, i);
      g_autofree char *name = bw_hrv_difference_get_name (one);
      g_autofree char *a = bw_hrv_difference_format_side (one, 0);
      g_autofree char *b = bw_hrv_difference_format_side (one, 1);
      g_autofree char *difference = bw_hrv_difference_format (one);
      g_autofree char *interval = bw_hrv_difference_format_interval (one);

      g_string_append_printf (text, "%s\t%s\t%s\t%s\t%s\t%s\n", name, a != NULL ? a : "",
                              b != NULL ? b : "", difference != NULL ? difference : "",
                              interval != NULL ? interval : "", get_side_word (one));
    }
  return g_string_free (text, FALSE);
}

static void
append_number (GString  *text,
               gboolean  known,
               double    value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_c (text, ',');
  if (known && isfinite (value))
    g_string_append (text, g_ascii_dtostr (number, sizeof number, value));
}

char *
bw_rhythm_comparison_make_csv (const BwRhythmComparison *self)
{
  GString *text = g_string_new ("metric,a,b,kind,difference,low_95,high_95\n");

  for (guint i = 0; i < self->differences->len; i++)
    {
      const BwHrvDifference *one = &g_array_index (self->differences, BwHrvDifference, i);

      g_string_append (text, bw_metric_get_key (one->metric));
      append_number (text, one->has_a, one->a);
      append_number (text, one->has_b, one->b);
      g_string_append (text, one->is_ratio ? ",ratio" : ",difference");
      append_number (text, one->has_difference, one->difference);
      append_number (text, one->has_interval, one->low);
      append_number (text, one->has_interval, one->high);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}
