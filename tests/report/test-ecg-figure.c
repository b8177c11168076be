/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "bw-test.h"
#include "report/bw-ecg-figure-private.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

#define RATE 512.0
#define SECONDS 30
#define N ((guint) (RATE * SECONDS))
#define START G_GINT64_CONSTANT (1695283930000) /* 2023-09-21T08:12:10Z */
#define UNIT_PER_MM (72 / 25.4)

typedef struct
{
  GTimeZone *zone;
  double *samples;
  guint32 peaks[64];
  BwPlotEcgStretch stretches[2];
  BwRecording recording;
  BwEcgFigureSource source;
  BwEcgFigureOptions options;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  guint n_peaks = 0;

  fixture->zone = g_time_zone_new_utc ();
  fixture->samples = g_new (double, N);
  for (guint i = 0; i < N; i++)
    {
      double s = fmod (i / RATE, 0.8);

      fixture->samples[i] = 30 * sin (i * 0.003) + 1000 * exp (-pow ((s - 0.3) / 0.011, 2) / 2)
                            - 180 * exp (-pow ((s - 0.33) / 0.01, 2) / 2)
                            + 240 * exp (-pow ((s - 0.56) / 0.045, 2) / 2)
                            + 100 * exp (-pow ((s - 0.13) / 0.022, 2) / 2);
    }
  for (double s = 0.3; s < SECONDS; s += 0.8)
    fixture->peaks[n_peaks++] = (guint32) round (s * RATE);
  fixture->stretches[0] = (BwPlotEcgStretch) { 0, 3.02, "Settling" };
  fixture->stretches[1] = (BwPlotEcgStretch) { 17, 21.5, "Noise" };
  fixture->recording = (BwRecording) {
    .name = (char *) "ecg.csv",
    .start_ms = START,
    .time_known = TRUE,
    .rate_hz = RATE,
    .n_samples = N,
    .lead = (char *) "Lead I",
    .classification = (char *) "Sinus Rhythm",
    .label = BW_LABEL_FASTING,
  };
  fixture->source = (BwEcgFigureSource) {
    .recording = &fixture->recording,
    .samples_uv = fixture->samples,
    .filter = "0.5 Hz",
    .peaks = fixture->peaks,
    .n_peaks = n_peaks,
    .stretches = fixture->stretches,
    .n_stretches = 2,
    .has_hr = TRUE,
    .hr_bpm = 75,
    .quality = "good",
  };
  fixture->options = (BwEcgFigureOptions) BW_ECG_FIGURE_OPTIONS_DEFAULT;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  g_time_zone_unref (fixture->zone);
  g_free (fixture->samples);
}

static GBytes *
render (Fixture             *fixture,
        BwPlotFormat         format,
        const BwPlotPalette *palette,
        const char          *name)
{
  g_autoptr (BwEcgFigure) figure = bw_ecg_figure_new (&fixture->source, fixture->zone,
                                                      &fixture->options);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = bw_ecg_figure_render (figure, format, palette, NULL, NULL, &error);
  const char *folder = g_getenv ("BW_TEST_PICTURES");

  g_assert_no_error (error);
  if (folder && *folder)
    {
      g_autofree char *path = g_strdup_printf ("%s/figure-%s.%s", folder, name,
                                               bw_plot_format_get_id (format));

      g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                          (gssize) g_bytes_get_size (bytes), NULL));
    }
  return bytes;
}

/* All streams of a PDF, unpacked, one after the other. */
static GString *
unpack (GBytes *pdf)
{
  gsize length;
  const char *data = g_bytes_get_data (pdf, &length), *end = data + length, *at = data;
  GString *text = g_string_new (NULL);

  while ((at = memmem (at, (gsize) (end - at), "stream\n", 7)) != NULL)
    {
      const char *stop;
      g_autoptr (GZlibDecompressor) inflate = NULL;
      g_autoptr (GInputStream) packed = NULL;
      g_autoptr (GInputStream) plain = NULL;
      char buffer[4096];
      gssize n;

      at += 7;
      stop = memmem (at, (gsize) (end - at), "endstream", 9);
      g_assert_nonnull (stop);
      inflate = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
      packed = g_memory_input_stream_new_from_data (at, stop - at, NULL);
      plain = g_converter_input_stream_new (packed, G_CONVERTER (inflate));
      while ((n = g_input_stream_read (plain, buffer, sizeof buffer, NULL, NULL)) > 0)
        g_string_append_len (text, buffer, n);
      at = stop + 9;
    }
  return text;
}

/* The points that paths of a page lead through. */
static GArray *
read_points (const char *text)
{
  GArray *points = g_array_new (FALSE, FALSE, 2 * sizeof (double));
  g_auto (GStrv) words = g_strsplit_set (text, " \n", -1);
  double numbers[2] = { 0, 0 };

  for (guint i = 0; words[i]; i++)
    {
      char *end;
      double number = g_ascii_strtod (words[i], &end);

      if (end != words[i] && !*end)
        {
          numbers[0] = numbers[1];
          numbers[1] = number;
        }
      else if (strcmp (words[i], "m") == 0 || strcmp (words[i], "l") == 0)
        g_array_append_vals (points, numbers, 1);
    }
  return points;
}

/* Those of the one page that is drawn. */
static GArray *
draw_points (Fixture *fixture)
{
  g_autoptr (GBytes) bytes = render (fixture, BW_PLOT_FORMAT_PDF, NULL, "points");
  GString *text = unpack (bytes);
  GArray *points = read_points (text->str);

  g_string_free (text, TRUE);
  return points;
}

static gboolean
has_point (const GArray *points,
           double        x,
           double        y,
           double        tolerance)
{
  for (guint i = 0; i < points->len; i++)
    {
      const double *point = &g_array_index (points, double, 2 * i);

      if (fabs (point[0] - x) < tolerance && fabs (point[1] - y) < tolerance)
        return TRUE;
    }
  return FALSE;
}

/* On paper one second is 25 mm and one millivolt 10 mm, to a hundredth of a millimetre: samples of
 * 1 mV on a line of none are looked for in the PDF. */
static void
test_true_to_scale (Fixture       *fixture,
                    gconstpointer  unused)
{
  static const double speeds[] = { 25, 50 }, gains[] = { 5, 10, 20 };
  /* In the first row of either speed. */
  static const guint at[] = { 100, 612, 1124, 2000, 2400 };

  fixture->options.show_peaks = fixture->options.show_rr = fixture->options.show_stretches = FALSE;
  for (guint k = 0; k < 6; k++)
    {
      double speed = speeds[k / 3], gain = gains[k % 3], left, zero = -1;
      g_autoptr (GArray) points = NULL;

      memset (fixture->samples, 0, N * sizeof (double));
      for (guint i = 0; i < G_N_ELEMENTS (at); i++)
        fixture->samples[at[i]] = 1000;
      fixture->options.mm_per_s = speed;
      fixture->options.mm_per_mv = gain;
      points = draw_points (fixture);

      /* Margin, calibration field, then the line. The pulse begins at zero. */
      left = (12 + 0.4 * speed) * UNIT_PER_MM;
      for (guint i = 0; i < points->len && zero < 0; i++)
        {
          const double *point = &g_array_index (points, double, 2 * i);
          const double *next = &g_array_index (points, double, 2 * MIN (i + 1, points->len - 1));

          if (fabs (point[0] - 12 * UNIT_PER_MM) < 0.01 * UNIT_PER_MM
              && fabs (next[0] - (12 + 0.1 * speed) * UNIT_PER_MM) < 0.01 * UNIT_PER_MM
              && fabs (next[1] - point[1]) < 0.01 * UNIT_PER_MM)
            zero = point[1];
        }
      g_assert_cmpfloat (zero, >, 0);
      for (guint i = 0; i < G_N_ELEMENTS (at); i++)
        {
          double x = left + at[i] / RATE * speed * UNIT_PER_MM, tolerance = 0.01 * UNIT_PER_MM;

          g_assert_true (has_point (points, x, zero - gain * UNIT_PER_MM, tolerance)
                         || has_point (points, x, zero + gain * UNIT_PER_MM, tolerance));
          g_assert_true (has_point (points, x - speed / RATE * UNIT_PER_MM, zero, tolerance));
          g_assert_false (has_point (points, x, zero, tolerance));
        }
    }
}

/* Rows follow the length and the speed, pages the rows. */
static void
test_pages (Fixture       *fixture,
            gconstpointer  unused)
{
  g_autoptr (BwEcgFigure) figure = NULL;
  g_autoptr (BwEcgFigure) fast = NULL;
  g_autoptr (BwEcgFigure) tall = NULL;
  g_autoptr (BwEcgFigure) part = NULL;

  figure = bw_ecg_figure_new (&fixture->source, fixture->zone, &fixture->options);
  g_assert_cmpuint (bw_ecg_figure_get_n_pages (figure), ==, 1);

  fixture->options.mm_per_s = 50;
  fast = bw_ecg_figure_new (&fixture->source, fixture->zone, &fixture->options);
  g_assert_cmpuint (bw_ecg_figure_get_n_pages (fast), ==, 2);

  /* Waves of 3 mV at 20 mm/mV: two rows a page. */
  for (guint i = 0; i < N; i++)
    fixture->samples[i] *= 3;
  fixture->options.mm_per_s = 25;
  fixture->options.mm_per_mv = 20;
  tall = bw_ecg_figure_new (&fixture->source, fixture->zone, &fixture->options);
  g_assert_cmpuint (bw_ecg_figure_get_n_pages (tall), >=, 2);

  fixture->options.has_range = TRUE;
  fixture->options.from_s = 12;
  fixture->options.to_s = 15;
  part = bw_ecg_figure_new (&fixture->source, fixture->zone, &fixture->options);
  g_assert_cmpuint (bw_ecg_figure_get_n_pages (part), ==, 1);
}

/* Every page is in the file. */
static void
test_pdf (Fixture       *fixture,
          gconstpointer  unused)
{
  g_autoptr (GBytes) one = render (fixture, BW_PLOT_FORMAT_PDF, NULL, "one-page");
  g_autoptr (GBytes) several = NULL;
  GString *text_one, *text_several;
  guint n = 0;

  fixture->options.mm_per_s = 50;
  fixture->options.person_name = "Test Person";
  fixture->options.date_of_birth = "Jan 1, 2000";
  several = render (fixture, BW_PLOT_FORMAT_PDF, NULL, "two-pages");
  g_assert_cmpmem (g_bytes_get_data (one, NULL), 5, "%PDF-", 5);

  /* Each page begins with turning its axis upside down. */
  text_one = unpack (one);
  text_several = unpack (several);
  for (const char *at = text_several->str; (at = strstr (at, "1 0 0 -1 0 ")) != NULL; at++)
    n++;
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (text_several->len, >, text_one->len);
  g_string_free (text_one, TRUE);
  g_string_free (text_several, TRUE);
}

static guint
read_size (GBytes *png,
           guint   offset)
{
  const guint8 *data = (const guint8 *) g_bytes_get_data (png, NULL) + 16 + offset;

  return (guint) data[0] << 24 | (guint) data[1] << 16 | (guint) data[2] << 8 | data[3];
}

/* A picture has all rows below each other, or the range asked for. */
static void
test_pictures (Fixture       *fixture,
               gconstpointer  unused)
{
  static const char *const names[] = { "light", "dark", "light-high-contrast",
                                       "dark-high-contrast" };
  guint whole_height = 0;

  for (guint scheme = 0; scheme < 4; scheme++)
    {
      const BwPlotPalette *palette = bw_plot_palette_get (scheme & 1, scheme & 2);
      g_autoptr (GBytes) bytes = render (fixture, BW_PLOT_FORMAT_PNG, palette, names[scheme]);

      whole_height = read_size (bytes, 4);
      g_assert_cmpuint (read_size (bytes, 0), ==,
                        2 * (guint) (ceil (260 * UNIT_PER_MM) + ceil (24 * UNIT_PER_MM)));
    }
  {
    g_autoptr (GBytes) svg = render (fixture, BW_PLOT_FORMAT_SVG, NULL, "whole");
    g_autoptr (GBytes) range = NULL;

    g_assert_cmpmem (g_bytes_get_data (svg, NULL), 5, "<?xml", 5);
    fixture->options.has_range = TRUE;
    fixture->options.from_s = 4.5;
    fixture->options.to_s = 7;
    fixture->options.person_name = "Test Person";
    range = render (fixture, BW_PLOT_FORMAT_PNG, NULL, "range");
    g_assert_cmpuint (read_size (range, 0), <, 1000);
    g_assert_cmpuint (read_size (range, 4), <, whole_height);
  }
}

/* What is shown of hours is all that is kept of them, and looks as it does in a recording that is no
 * longer. */
static void
test_short_range (Fixture       *fixture,
                  gconstpointer  unused)
{
  const guint n = 3600 * 512, shift = 1000 * 512;
  g_autofree double *samples = g_new0 (double, n);
  g_autoptr (BwEcgFigure) figure = NULL;
  g_autoptr (GArray) of_short = NULL, of_long = NULL;
  guint n_same = 0;

  fixture->options.show_stretches = FALSE;
  fixture->options.has_range = TRUE;
  fixture->options.from_s = 8.3;
  fixture->options.to_s = 11.7;
  of_short = draw_points (fixture);

  memcpy (samples + shift, fixture->samples, N * sizeof (double));
  for (guint i = 0; i < fixture->source.n_peaks; i++)
    fixture->peaks[i] += shift;
  fixture->options.from_s += 1000;
  fixture->options.to_s += 1000;
  fixture->recording.n_samples = n;
  fixture->source.samples_uv = samples;
  of_long = draw_points (fixture);
  figure = bw_ecg_figure_new (&fixture->source, fixture->zone, &fixture->options);
  g_assert_cmpuint (figure->ecg.n, <, 3 * 3.4 * 512 + 10);
  g_assert_cmpuint (figure->ecg.n_peaks, <, 15);

  g_assert_cmpuint (of_short->len, >, 300);
  for (guint i = 0; i < of_short->len; i++)
    {
      const double *point = &g_array_index (of_short, double, 2 * i);

      n_same += has_point (of_long, point[0], point[1], 0.01);
    }
  g_assert_cmpuint (n_same, ==, of_short->len);
}

/* Long texts, and those of other languages, take more lines; nothing runs out of the picture. */
static void
test_long_texts (Fixture       *fixture,
                 gconstpointer  unused)
{
  static const char *const classifications[] = {
    "Sinus Rhythm",
    "Nicht eindeutig: Die Aufzeichnung enthält zu viele Störungen durch Bewegung oder losen Kontakt, "
    "um einem der Herzrhythmen zugeordnet zu werden, die erkannt werden können",
  };
  guint heights[2];

  fixture->options.has_range = TRUE;
  fixture->options.from_s = 8;
  fixture->options.to_s = 10;
  for (guint i = 0; i < 2; i++)
    {
      const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
      g_autoptr (GBytes) bytes = NULL;

      fixture->recording.classification = (char *) classifications[i];
      bytes = render (fixture, BW_PLOT_FORMAT_PNG, palette, i ? "long" : "short");
      heights[i] = read_size (bytes, 4);
    }
  g_assert_cmpuint (heights[1], >, heights[0] + 30);
}

/* Hours do not fit in one picture, and that is said. */
static void
test_too_high (Fixture       *fixture,
               gconstpointer  unused)
{
  const guint n = 512 * 3600;
  g_autofree double *samples = g_new0 (double, n);
  g_autoptr (BwEcgFigure) figure = NULL;
  g_autoptr (GError) error = NULL;

  fixture->recording.n_samples = n;
  fixture->source.samples_uv = samples;
  figure = bw_ecg_figure_new (&fixture->source, fixture->zone, &fixture->options);
  g_assert_cmpuint (bw_ecg_figure_get_n_pages (figure), >, 50);
  g_assert_null (bw_ecg_figure_render (figure, BW_PLOT_FORMAT_PNG, NULL, NULL, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_INVALID);
}

static void
cancel_when_begun (BwProgress *progress,
                   gpointer    user_data)
{
  g_auto (BwProgressState) state = { 0 };

  bw_progress_get_state (progress, &state);
  if (state.fraction > 0)
    g_cancellable_cancel (user_data);
}

/* Hours take their time, and can be stopped: at a page or at a row. */
static void
test_cancelled (Fixture       *fixture,
                gconstpointer  unused)
{
  static const guint minutes[] = { [BW_PLOT_FORMAT_PNG] = 5, [BW_PLOT_FORMAT_SVG] = 5,
                                   [BW_PLOT_FORMAT_PDF] = 60 };

  for (guint format = 0; format < G_N_ELEMENTS (minutes); format++)
    {
      guint n = minutes[format] * 60 * 512;
      g_autofree double *samples = g_new0 (double, n);
      g_autoptr (BwProgress) progress = bw_progress_new ();
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (BwEcgFigure) figure = NULL;
      g_autoptr (GError) error = NULL;
      g_auto (BwProgressState) state = { 0 };

      for (guint i = 0; i < n; i++)
        samples[i] = i * 7919u % 101;
      fixture->recording.n_samples = n;
      fixture->source.samples_uv = samples;
      figure = bw_ecg_figure_new (&fixture->source, fixture->zone, &fixture->options);
      bw_progress_set_notify (progress, cancel_when_begun, cancellable);
      if (format != BW_PLOT_FORMAT_PDF)
        g_cancellable_cancel (cancellable);
      g_assert_null (bw_ecg_figure_render (figure, format, NULL, progress, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      bw_progress_get_state (progress, &state);
      g_assert_cmpfloat (state.fraction, <, 0.5);
      g_assert_nonnull (state.stage);
    }
}

/* A day without a time of day is printed as that day wherever one is. */
static void
test_day (Fixture       *fixture,
          gconstpointer  unused)
{
  g_autoptr (GBytes) here = NULL, there = NULL;

  fixture->recording.start_ms = 12 * BW_TIME_HOUR;
  fixture->recording.offset_min = 0;
  fixture->recording.time_known = FALSE;
  fixture->recording.n_samples = 700;
  here = render (fixture, BW_PLOT_FORMAT_PNG, NULL, "day");
  g_time_zone_unref (fixture->zone);
  fixture->zone = g_time_zone_new_identifier ("Pacific/Auckland");
  there = render (fixture, BW_PLOT_FORMAT_PNG, NULL, "day");
  g_assert_true (g_bytes_equal (here, there));
}

/* What is not known or not asked for leaves no trace and no complaint; the shortest and the emptiest
 * of recordings too. */
static void
test_little_known (Fixture       *fixture,
                   gconstpointer  unused)
{
  static const guint lengths[] = { 0, 1, 5, 700 };

  fixture->recording.time_known = FALSE;
  fixture->recording.lead = fixture->recording.classification = NULL;
  fixture->recording.label = BW_LABEL_NONE;
  fixture->source.filter = fixture->source.quality = NULL;
  fixture->source.has_hr = FALSE;
  fixture->source.peaks = NULL;
  fixture->source.n_peaks = fixture->source.n_stretches = 0;
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    for (guint format = 0; format < 3; format++)
      {
        g_autoptr (GBytes) bytes = NULL;

        fixture->recording.n_samples = lengths[i];
        bytes = render (fixture, format, NULL, "little");
        g_assert_cmpuint (g_bytes_get_size (bytes), >, 500);
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/ecg-figure/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("true-to-scale", test_true_to_scale);
  ADD ("pages", test_pages);
  ADD ("pdf", test_pdf);
  ADD ("pictures", test_pictures);
  ADD ("long-texts", test_long_texts);
  ADD ("too-high", test_too_high);
  ADD ("short-range", test_short_range);
  ADD ("cancelled", test_cancelled);
  ADD ("day", test_day);
  ADD ("little-known", test_little_known);
  return g_test_run ();
}
