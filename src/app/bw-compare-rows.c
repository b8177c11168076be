/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-compare-rows.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* What is usually looked at. */
static const BwMetric usual[] = {
  BW_METRIC_MEAN_HR,     BW_METRIC_MEAN_NN,  BW_METRIC_SDNN,     BW_METRIC_RMSSD,
  BW_METRIC_PNN50,       BW_METRIC_WELCH_LF, BW_METRIC_WELCH_HF, BW_METRIC_WELCH_LF_HF,
  BW_METRIC_LOMB_LF,     BW_METRIC_LOMB_HF,  BW_METRIC_LOMB_LF_HF, BW_METRIC_SD1,
  BW_METRIC_SD2,         BW_METRIC_SAMPEN,   BW_METRIC_DFA_ALPHA1,
};

/* The axis: how far it reaches either way, as a multiple of A, and its grid lines. */
#define MOST_MARKS 5
typedef struct
{
  double reach;
  struct
  {
    double ratio;
    const char *label;
  } marks[MOST_MARKS];
} Axis;

static const Axis axes[] = {
  { 1.35, { { 0.8, N_("× 0.8") }, { 1, N_("same") }, { 1.25, N_("× 1.25") } } },
  { 2.3, { { 0.5, N_("× ½") }, { 1, N_("same") }, { 2, N_("× 2") } } },
  { 5,
    { { 0.25, N_("× ¼") },
      { 0.5, N_("× ½") },
      { 1, N_("same") },
      { 2, N_("× 2") },
      { 4, N_("× 4") } } },
};

static gboolean
is_usual (const BwRhythmComparison *comparison,
          const BwHrvDifference    *one)
{
  gboolean has_welch = FALSE, is_listed = FALSE;
  BwMetricGroup group = bw_metric_get_group (one->metric);
  const BwHrvDifference *welch = bw_rhythm_comparison_find (comparison, BW_METRIC_WELCH_HF);

  has_welch = welch != NULL && welch->has_difference;
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    is_listed = is_listed || usual[i] == one->metric;
  /* Of two spectra one is enough: Lomb's where there are gaps. */
  return is_listed
         && !(has_welch ? group == BW_METRIC_GROUP_FREQUENCY_LOMB
                        : group == BW_METRIC_GROUP_FREQUENCY_WELCH);
}

/* The shortest that holds most of the intervals: a quarter of them may go beyond. */
static const Axis *
choose_axis (const BwIntervalsViewRow *rows,
             guint                     n)
{
  for (guint a = 0; a + 1 < G_N_ELEMENTS (axes); a++)
    {
      double reach = log (axes[a].reach);
      guint n_known = 0, n_beyond = 0;

      for (guint i = 0; i < n; i++)
        if (rows[i].row.known)
          {
            n_known++;
            n_beyond += rows[i].row.high > reach || rows[i].row.low < -reach;
          }
      if (4 * n_beyond <= n_known)
        return &axes[a];
    }
  return &axes[G_N_ELEMENTS (axes) - 1];
}

static void
set_axis (BwIntervalsView *view,
          const Axis      *axis)
{
  BwPlotIntervalsTick ticks[MOST_MARKS];
  guint n = 0;

  for (guint i = 0; i < MOST_MARKS && axis->marks[i].label != NULL; i++)
    ticks[n++] = (BwPlotIntervalsTick){ log (axis->marks[i].ratio), _(axis->marks[i].label) };
  bw_intervals_view_set_axis (view, -log (axis->reach), log (axis->reach), ticks, n);
}

/* Takes @text. */
static const char *
keep (GPtrArray *texts,
      char      *text)
{
  if (text != NULL)
    g_ptr_array_add (texts, text);
  return text;
}

/* "41.2 → 53.1 ms". */
static char *
format_sides (const BwHrvDifference *one)
{
  g_autofree char *a = bw_hrv_difference_format_side (one, 0);
  g_autofree char *b = bw_hrv_difference_format_side (one, 1);
  const char *unit = bw_metric_get_unit (one->metric);
  gsize length = a != NULL ? strlen (a) : 0, unit_length = strlen (unit);

  /* The unit is told once. */
  if (a != NULL && b != NULL && unit_length > 0 && length > unit_length + 1
      && g_str_has_suffix (a, unit))
    a[length - unit_length - 1] = '\0';
  return g_strdup_printf ("%s → %s", a != NULL ? a : "–", b != NULL ? b : "–");
}

static char *
say (const BwHrvDifference *one)
{
  g_autofree char *name = bw_hrv_difference_get_name (one);
  g_autofree char *a = bw_hrv_difference_format_side (one, 0);
  g_autofree char *b = bw_hrv_difference_format_side (one, 1);
  g_autofree char *difference = bw_hrv_difference_format (one);
  g_autofree char *interval = bw_hrv_difference_format_interval (one);
  int side = bw_hrv_difference_get_side (one);

  if (interval == NULL)
    /* Translators: to be heard: a metric, its values in A and B, and the difference */
    return g_strdup_printf (_("%s: A %s, B %s, difference %s, without an interval"), name,
                            a != NULL ? a : "–", b != NULL ? b : "–",
                            difference != NULL ? difference : "–");
  return g_strdup_printf (
      side > 0   ? _("%s: A %s, B %s, difference %s, 95 %% interval %s: higher in B")
      : side < 0 ? _("%s: A %s, B %s, difference %s, 95 %% interval %s: lower in B")
                 : _("%s: A %s, B %s, difference %s, 95 %% interval %s: not clear"),
      name, a, b, difference, interval);
}

static BwIntervalsViewRow
make_row (const BwHrvDifference *one,
          const char            *cells,
          GPtrArray             *texts)
{
  BwIntervalsViewRow row = { .cells = cells };

  row.row.name = keep (texts, bw_hrv_difference_get_name (one));
  row.row.known = bw_hrv_difference_get_ln_ratio (one, &row.row.value, &row.row.low, &row.row.high);
  row.row.figures[0] = keep (texts, format_sides (one));
  row.row.figures[1] = keep (texts, bw_hrv_difference_format (one));
  row.row.figures[2] = keep (texts, bw_hrv_difference_format_interval (one));
  row.row.is_used = bw_hrv_difference_get_side (one) != 0;
  row.spoken = keep (texts, say (one));
  return row;
}

void
bw_compare_rows_show (BwIntervalsView          *view,
                      const BwRhythmComparison *comparison,
                      gboolean                  all)
{
  const char *const titles[BW_PLOT_INTERVALS_FIGURES]
      = { _("A → B"), _("Difference"), _("95 % interval") };
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (BwIntervalsViewRow));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *table = bw_rhythm_comparison_make_table (comparison);
  g_auto (GStrv) lines = g_strsplit (table, "\n", -1);

  for (guint i = 0; i < comparison->differences->len; i++)
    {
      const BwHrvDifference *one = &g_array_index (comparison->differences, BwHrvDifference, i);
      BwIntervalsViewRow row;

      if (!one->has_difference || (!all && !is_usual (comparison, one)))
        continue;
      row = make_row (one, lines[i + 1], texts);
      g_array_append_val (rows, row);
    }
  bw_intervals_view_set_title (view, _("Differences"));
  bw_intervals_view_set_headings (view, lines[0]);
  bw_intervals_view_set_titles (view, titles);
  set_axis (view, choose_axis ((const BwIntervalsViewRow *) (void *) rows->data, rows->len));
  bw_intervals_view_set_rows (view, (const BwIntervalsViewRow *) (void *) rows->data, rows->len);
}
