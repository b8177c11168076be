/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-random.h"
#include "base/bw-time.h"
#include "bw-test.h"
#include "report/bw-rhythm-comparison-figure.h"

#include <math.h>
#include <string.h>

#define BEATS 400
#define MORNING (bw_time_days_from_civil (2026, 5, 12) * BW_TIME_DAY + 7 * BW_TIME_HOUR)

/* A breath of 0.25 Hz of some depth, a slower wave and noise, about @mean_ms. */
static BwRhythm *
make_rhythm (BwRhythmKind kind,
             gint64       id,
             const char  *name,
             gint64       start_ms, /* 0: not known */
             guint        n,
             double       mean_ms,
             double       depth_ms,
             guint64      seed)
{
  GRand *random = bw_random_new (seed, "comparison");
  g_autoptr (BwRr) rr = bw_rr_new (n);
  g_autoptr (BwRhythmSource) source = NULL;
  double time_ms = 0;

  for (guint i = 0; i < n; i++)
    {
      rr->rr_ms[i] = mean_ms + depth_ms * sin (2 * G_PI * 0.25 * time_ms / 1000)
                     + 12 * sin (2 * G_PI * 0.09 * time_ms / 1000) + 4 * bw_random_normal (random);
      time_ms += rr->rr_ms[i];
      rr->end_ms[i] = time_ms;
    }
  g_rand_free (random);
  source = bw_rhythm_source_new (kind, name, bw_measured_beats_new (rr, 0));
  source->key.id = id;
  source->start_ms = start_ms;
  source->time_known = start_ms != 0;
  source->offset_min = 120;
  return bw_rhythm_new (source, NULL, NULL);
}

static BwRhythmComparison *
compare (BwRhythm *a,
         double    a_from_ms,
         double    a_to_ms,
         BwRhythm *b,
         double    b_from_ms,
         double    b_to_ms)
{
  g_autoptr (GError) error = NULL;
  BwRhythmComparison *comparison = bw_rhythm_comparison_new (a, a_from_ms, a_to_ms, b, b_from_ms,
                                                             b_to_ms, NULL, &error);

  g_assert_no_error (error);
  return comparison;
}

static gboolean
warns (const BwRhythmComparison *comparison,
       const char               *part)
{
  g_autoptr (GPtrArray) cautions = bw_rhythm_comparison_get_cautions (comparison);

  for (guint i = 0; i < cautions->len; i++)
    if (strstr (g_ptr_array_index (cautions, i), part) != NULL)
      return TRUE;
  return FALSE;
}

/* Which is higher is told the right way about, and the number in the sentence is the difference. */
static void
test_text (void)
{
  g_autoptr (BwRhythm) calm = make_rhythm (BW_RHYTHM_READING, 1, NULL, MORNING, BEATS, 900, 60, 1);
  g_autoptr (BwRhythm) tense = make_rhythm (BW_RHYTHM_READING, 2, NULL, MORNING + BW_TIME_DAY, BEATS,
                                            700, 15, 2);
  g_autoptr (BwRhythmComparison) lower = compare (calm, 0, G_MAXDOUBLE, tense, 0, G_MAXDOUBLE);
  g_autoptr (BwRhythmComparison) higher = compare (tense, 0, G_MAXDOUBLE, calm, 0, G_MAXDOUBLE);
  g_autoptr (BwRhythmComparison) again = compare (calm, 0, G_MAXDOUBLE, tense, 0, G_MAXDOUBLE);
  const BwHrvDifference *rmssd = bw_rhythm_comparison_find (lower, BW_METRIC_RMSSD);
  g_autofree char *down = bw_rhythm_comparison_get_text (lower);
  g_autofree char *up = bw_rhythm_comparison_get_text (higher);
  g_autofree char *begin = NULL, *table = NULL, *same_table = NULL;

  g_assert_cmpfloat (rmssd->a, >, rmssd->b);
  g_assert_cmpint (bw_hrv_difference_get_side (rmssd), ==, -1);
  /* Where the interval is narrow, decimals are told: its ends are never the same. */
  begin = g_strdup_printf ("RMSSD was %.*f ms lower in B than in A (95 %%: −%.*f to −",
                           rmssd->high - rmssd->low < 5, rmssd->a - rmssd->b,
                           rmssd->high - rmssd->low < 5, -rmssd->low);
  g_assert_true (g_str_has_prefix (down, begin));
  g_assert_nonnull (strstr (down, "Mean heart rate was "));
  g_assert_nonnull (strstr (down, " bpm higher in B than in A (95 %: "));
  g_assert_true (g_str_has_prefix (up, "RMSSD was "));
  g_assert_nonnull (strstr (up, " ms higher in B than in A (95 %: "));
  g_assert_cmpint (
      bw_hrv_difference_get_side (bw_rhythm_comparison_find (higher, BW_METRIC_RMSSD)), ==, 1);

  /* The same two give the same to the bit. */
  table = bw_rhythm_comparison_make_csv (lower);
  same_table = bw_rhythm_comparison_make_csv (again);
  g_assert_cmpstr (table, ==, same_table);
}

/* What does not differ is not said to, and what is the same is told to be. */
static void
test_no_difference (void)
{
  g_autoptr (BwRhythm) one = make_rhythm (BW_RHYTHM_RR, 0, "one.txt", 0, BEATS, 800, 30, 3);
  g_autoptr (BwRhythm) like = make_rhythm (BW_RHYTHM_RR, 0, "like.txt", 0, BEATS, 800, 30, 4);
  g_autoptr (BwRhythm) twice = make_rhythm (BW_RHYTHM_RR, 0, "one.txt", 0, BEATS, 800, 30, 3);
  g_autoptr (BwRhythm) brief = make_rhythm (BW_RHYTHM_RR, 0, "brief.txt", 0, 4, 800, 30, 5);
  g_autoptr (BwRhythmComparison) alike = compare (one, 0, G_MAXDOUBLE, like, 0, G_MAXDOUBLE);
  g_autoptr (BwRhythmComparison) same = compare (one, 0, G_MAXDOUBLE, twice, 0, G_MAXDOUBLE);
  g_autoptr (BwRhythmComparison) little = compare (one, 0, G_MAXDOUBLE, brief, 0, G_MAXDOUBLE);
  g_autofree char *text = bw_rhythm_comparison_get_text (alike);
  g_autofree char *nothing = bw_rhythm_comparison_get_text (same);
  g_autofree char *short_text = bw_rhythm_comparison_get_text (little);
  g_autoptr (GPtrArray) none = bw_rhythm_comparison_get_cautions (same);

  g_assert_true (g_str_has_prefix (text, "RMSSD shows no clear difference (95 %: −"));
  g_assert_cmpstr (nothing, ==, "A and B are the same beats: there is nothing to compare.");
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_true (strstr (short_text, "too few beats") != NULL
                 || strstr (short_text, "too short") != NULL);
  g_assert_true (warns (little, "less than two minutes"));
  g_assert_false (warns (alike, "less than two minutes"));
  g_assert_true (warns (alike, "at what time of day"));
}

static void
test_titles (void)
{
  g_autoptr (BwRhythm) reading = make_rhythm (BW_RHYTHM_READING, 3, NULL, MORNING, BEATS, 800, 30, 1);
  g_autoptr (BwRhythm) ecg = make_rhythm (BW_RHYTHM_ECG, 3, "x.csv", MORNING, BEATS, 800, 30, 2);
  g_autoptr (BwRhythm) file = make_rhythm (BW_RHYTHM_RR, 0, "walk.txt", 0, BEATS, 800, 30, 3);
  g_autoptr (BwRhythm) bare = make_rhythm (BW_RHYTHM_ECG, 0, NULL, 0, BEATS, 800, 30, 3);
  g_autoptr (BwRhythmComparison) first = compare (reading, 0, G_MAXDOUBLE, ecg, 0, G_MAXDOUBLE);
  g_autoptr (BwRhythmComparison) second = compare (file, 60e3, 120e3, bare, 0, G_MAXDOUBLE);
  g_autofree char *a = bw_rhythm_comparison_get_title (first, 0);
  g_autofree char *b = bw_rhythm_comparison_get_title (first, 1);
  g_autofree char *c = bw_rhythm_comparison_get_title (second, 0);
  g_autofree char *d = bw_rhythm_comparison_get_title (second, 1);

  /* On the clock where it was recorded. */
  g_assert_cmpstr (a, ==, "Reading, 12 May 2026, 09:00");
  g_assert_cmpstr (b, ==, "ECG, 12 May 2026, 09:00");
  g_assert_cmpstr (c, ==, "walk.txt, 1:00 to 2:00");
  g_assert_cmpstr (d, ==, "ECG");
}

static void
test_cautions (void)
{
  g_autoptr (BwRhythm) morning = make_rhythm (BW_RHYTHM_READING, 1, NULL, MORNING, BEATS, 800, 30, 1);
  g_autoptr (BwRhythm) next = make_rhythm (BW_RHYTHM_READING, 2, NULL,
                                           MORNING + BW_TIME_DAY + BW_TIME_HOUR, BEATS, 800, 30, 2);
  g_autoptr (BwRhythm) evening = make_rhythm (BW_RHYTHM_READING, 3, NULL, MORNING + 12 * BW_TIME_HOUR,
                                              3 * BEATS, 800, 30, 3);
  BwRhythmSettings lenient = BW_RHYTHM_SETTINGS_DEFAULT;
  g_autoptr (BwRhythm) other = NULL;
  g_autoptr (BwRhythmComparison) alike = compare (morning, 0, G_MAXDOUBLE, next, 0, G_MAXDOUBLE);
  g_autoptr (BwRhythmComparison) unlike = compare (morning, 0, G_MAXDOUBLE, evening, 0, G_MAXDOUBLE);
  g_autoptr (BwRhythmComparison) apart = compare (morning, 0, 150e3, morning, 150e3, 300e3);
  g_autoptr (BwRhythmComparison) overlap = compare (morning, 0, 200e3, morning, 150e3, 300e3);
  g_autoptr (BwRhythmComparison) settings = NULL;

  lenient.correction = BW_CORRECTION_LENIENT;
  other = bw_rhythm_change (next, NULL, &lenient);
  settings = compare (morning, 0, G_MAXDOUBLE, other, 0, G_MAXDOUBLE);

  g_assert_false (warns (alike, "begins at"));
  g_assert_false (warns (alike, "long and B"));
  g_assert_true (warns (unlike, "A begins at 09:00 and B at 21:00"));
  g_assert_true (warns (unlike, "grow with length"));
  g_assert_false (warns (apart, "overlap"));
  g_assert_true (warns (overlap, "A and B overlap"));
  g_assert_false (warns (alike, "corrected"));
  g_assert_true (warns (settings, "not corrected in the same way"));
  /* What an interval is about is told every time. */
  g_assert_true (warns (alike, "how sure the difference"));
  g_assert_true (warns (alike, "one in twenty"));
}

/* Numbers of a table, with a sign that is one and the unit told once. */
static void
test_numbers (void)
{
  const BwHrvDifference up = { .metric = BW_METRIC_RMSSD, .has_a = TRUE, .has_b = TRUE, .a = 40,
                               .b = 50, .has_difference = TRUE, .difference = 10,
                               .has_interval = TRUE, .low = -5, .high = 25 };
  const BwHrvDifference down = { .metric = BW_METRIC_RMSSD, .has_a = TRUE, .has_b = TRUE, .a = 40,
                                 .b = 36.5, .has_difference = TRUE, .difference = -3.5,
                                 .has_interval = TRUE, .low = -60, .high = -1 };
  const BwHrvDifference ratio = { .metric = BW_METRIC_LOMB_LF, .has_a = TRUE, .has_b = TRUE, .a = 100,
                                  .b = 140, .has_difference = TRUE, .is_ratio = TRUE,
                                  .difference = 1.4, .has_interval = TRUE, .low = 1.1, .high = 1.9 };
  const BwHrvDifference none = { .metric = BW_METRIC_SAMPEN, .has_a = TRUE, .a = 1.5 };
  double value, low, high;
  const struct
  {
    const BwHrvDifference *one;
    const char *difference, *interval, *b, *name;
    int side;
  } cases[] = {
    { &up, "+10.0 ms", "−5.0 to 25.0 ms", "50.0 ms", "RMSSD", 0 },
    { &down, "−3.5 ms", "−60.0 to −1.0 ms", "36.5 ms", "RMSSD", -1 },
    { &ratio, "× 1.40", "× 1.10 to 1.90", "140.0 ms²", "LF (Lomb–Scargle)", 1 },
    { &none, NULL, NULL, NULL, "Sample entropy", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *difference = bw_hrv_difference_format (cases[i].one);
      g_autofree char *interval = bw_hrv_difference_format_interval (cases[i].one);
      g_autofree char *b = bw_hrv_difference_format_side (cases[i].one, 1);
      g_autofree char *name = bw_hrv_difference_get_name (cases[i].one);

      g_assert_cmpstr (difference, ==, cases[i].difference);
      g_assert_cmpstr (interval, ==, cases[i].interval);
      g_assert_cmpstr (b, ==, cases[i].b);
      g_assert_cmpstr (name, ==, cases[i].name);
      g_assert_cmpint (bw_hrv_difference_get_side (cases[i].one), ==, cases[i].side);
    }

  g_assert_true (bw_hrv_difference_get_ln_ratio (&up, &value, &low, &high));
  bw_assert_near (value, log (1.25), 1e-12);
  bw_assert_near (low, log (35.0 / 40), 1e-12);
  bw_assert_near (high, log (65.0 / 40), 1e-12);
  /* A bound below nothing is very low, and no fault. */
  g_assert_true (bw_hrv_difference_get_ln_ratio (&down, &value, &low, &high));
  g_assert_cmpfloat (low, <, log (1e-5));
  bw_assert_near (high, log (39.0 / 40), 1e-12);
  g_assert_true (bw_hrv_difference_get_ln_ratio (&ratio, &value, &low, &high));
  bw_assert_near (value, log (1.4), 1e-12);
  bw_assert_near (low, log (1.1), 1e-12);
  g_assert_false (bw_hrv_difference_get_ln_ratio (&none, &value, &low, &high));
}

static void
test_tables (void)
{
  g_autoptr (BwRhythm) a = make_rhythm (BW_RHYTHM_READING, 1, NULL, MORNING, BEATS, 900, 60, 1);
  g_autoptr (BwRhythm) b = make_rhythm (BW_RHYTHM_READING, 2, NULL, MORNING, BEATS, 800, 20, 2);
  g_autoptr (BwRhythmComparison) comparison = compare (a, 0, G_MAXDOUBLE, b, 0, G_MAXDOUBLE);
  g_autofree char *csv = bw_rhythm_comparison_make_csv (comparison);
  g_autofree char *table = bw_rhythm_comparison_make_table (comparison);
  g_auto (GStrv) lines = g_strsplit (csv, "\n", -1), rows = g_strsplit (table, "\n", -1);

  g_assert_cmpuint (comparison->differences->len, ==, BW_N_METRICS);
  g_assert_cmpuint (g_strv_length (lines), ==, BW_N_METRICS + 2);
  g_assert_cmpuint (g_strv_length (rows), ==, BW_N_METRICS + 2);
  for (guint m = 0; m < BW_N_METRICS; m++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[m + 1], ",", -1);
      g_auto (GStrv) shown = g_strsplit (rows[m + 1], "\t", -1);
      double value;

      g_assert_cmpuint (g_strv_length (cells), ==, 7);
      g_assert_cmpuint (g_strv_length (shown), ==, 6);
      g_assert_cmpstr (cells[0], ==, bw_metric_get_key (m));
      /* The values are those that the metrics themselves have. */
      if (bw_metric_get_value (m, comparison->sides[0].hrv, &value))
        g_assert_cmpfloat (g_ascii_strtod (cells[1], NULL), ==, value);
      if (bw_metric_get_value (m, comparison->sides[1].hrv, &value))
        g_assert_cmpfloat (g_ascii_strtod (cells[2], NULL), ==, value);
    }
}

static void
paint_all (BwRhythmComparisonFigure *figure,
           const char               *name)
{
  PangoFontDescription *font = bw_plot_font_new (12);

  for (guint dark = 0; dark < 2; dark++)
    for (int chart = 0; chart < BW_COMPARISON_N_CHARTS; chart++)
      {
        const BwPlotPalette *palette = bw_plot_palette_get (dark, FALSE);
        cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 460, 300);
        const BwPlotRect area = { 6, 6, 448, 288 };
        cairo_t *cr = cairo_create (surface);
        const char *folder = g_getenv ("BW_TEST_PICTURES");

        bw_plot_set_color (cr, &palette->background);
        cairo_paint (cr);
        bw_rhythm_comparison_figure_paint (figure, (BwComparisonChart) chart, dark ? 0.1 : -1, cr,
                                           &area, palette, font);
        g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
        cairo_destroy (cr);
        if (folder != NULL)
          {
            g_autofree char *path = g_strdup_printf ("%s/comparison-%s-%d%s.png", folder, name, chart,
                                                     dark ? "-dark" : "");

            cairo_surface_write_to_png (surface, path);
          }
        cairo_surface_destroy (surface);
      }
  pango_font_description_free (font);
}

static void
test_figure (void)
{
  g_autoptr (BwRhythm) a = make_rhythm (BW_RHYTHM_READING, 1, NULL, MORNING, BEATS, 900, 60, 1);
  g_autoptr (BwRhythm) b = make_rhythm (BW_RHYTHM_READING, 2, NULL, MORNING, BEATS, 800, 20, 2);
  g_autoptr (BwRhythm) brief = make_rhythm (BW_RHYTHM_READING, 3, NULL, MORNING, 1, 800, 20, 3);
  g_autoptr (BwRhythmComparison) comparison = compare (a, 0, G_MAXDOUBLE, b, 0, G_MAXDOUBLE);
  g_autoptr (BwRhythmComparison) little = compare (a, 0, G_MAXDOUBLE, brief, 0, G_MAXDOUBLE);
  g_autoptr (BwRhythmComparisonFigure) figure = bw_rhythm_comparison_figure_new (comparison);
  g_autoptr (BwRhythmComparisonFigure) poor = bw_rhythm_comparison_figure_new (little);
  PangoFontDescription *font = bw_plot_font_new (12);
  const BwPlotRect area = { 0, 0, 460, 300 };
  g_autofree char *breath = bw_rhythm_comparison_figure_get_text (figure, 0.25);
  g_autofree char *table = NULL, *of_nothing = NULL;
  g_auto (GStrv) lines = NULL, reads = g_strsplit (breath, "\n", -1);
  double left = -1, right = -1;

  for (int chart = 0; chart < BW_COMPARISON_N_CHARTS; chart++)
    {
      g_autofree char *words
          = bw_rhythm_comparison_figure_describe (figure, (BwComparisonChart) chart);

      g_assert_null (
          bw_rhythm_comparison_figure_get_reason (figure, (BwComparisonChart) chart));
      g_assert_cmpuint (strlen (words), >, 10);
    }
  g_assert_nonnull (bw_rhythm_comparison_figure_get_reason (poor, BW_COMPARISON_CHART_SPECTRUM));
  g_assert_nonnull (bw_rhythm_comparison_figure_get_reason (poor, BW_COMPARISON_CHART_POINCARE));
  g_assert_null (bw_rhythm_comparison_figure_get_reason (poor, BW_COMPARISON_CHART_B));
  of_nothing = bw_rhythm_comparison_figure_make_table (poor, BW_COMPARISON_CHART_SPECTRUM);
  g_assert_null (of_nothing);

  /* The breath is where it was put, and deeper in A. */
  g_assert_cmpuint (g_strv_length (reads), ==, 3);
  g_assert_cmpstr (reads[0], ==, "0.250 Hz, HF");
  g_assert_cmpfloat (g_ascii_strtod (reads[1] + 3, NULL), >,
                     4 * g_ascii_strtod (reads[2] + 3, NULL));

  for (double x = 0; x < area.width; x++)
    {
      double hz = bw_rhythm_comparison_figure_find_hz (figure, &area, font, x);

      if (hz < 0)
        continue;
      left = left < 0 ? hz : left;
      g_assert_cmpfloat (hz, >=, right);
      right = hz;
    }
  g_assert_cmpfloat (left, <, 0.01);
  g_assert_cmpfloat (right, >, 0.39);
  g_assert_cmpfloat (bw_rhythm_comparison_figure_find_hz (poor, &area, font, 200), <, 0);

  table = bw_rhythm_comparison_figure_make_table (figure, BW_COMPARISON_CHART_A);
  lines = g_strsplit (table, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, comparison->sides[0].hrv->nn->n + 2);
  paint_all (figure, "full");
  paint_all (poor, "poor");
  pango_font_description_free (font);
}

static void
test_cancelled (void)
{
  g_autoptr (BwRhythm) a = make_rhythm (BW_RHYTHM_READING, 1, NULL, MORNING, BEATS, 900, 60, 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (bw_rhythm_comparison_new (a, 0, 100e3, a, 100e3, 200e3, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rhythm-comparison/text", test_text);
  g_test_add_func ("/rhythm-comparison/no-difference", test_no_difference);
  g_test_add_func ("/rhythm-comparison/titles", test_titles);
  g_test_add_func ("/rhythm-comparison/cautions", test_cautions);
  g_test_add_func ("/rhythm-comparison/numbers", test_numbers);
  g_test_add_func ("/rhythm-comparison/tables", test_tables);
  g_test_add_func ("/rhythm-comparison/figure", test_figure);
  g_test_add_func ("/rhythm-comparison/cancelled", test_cancelled);
  return g_test_run ();
}
