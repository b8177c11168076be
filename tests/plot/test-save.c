/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "bw-test.h"
#include "plot/bw-plot-save.h"
#include "plot/bw-plot-text.h"

#include <glib/gstdio.h>
#include <string.h>

static void
paint (cairo_t          *cr,
       const BwPlotRect *area,
       gpointer          user_data)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  PangoFontDescription *font = bw_plot_font_new (12);

  g_assert_cmpfloat (area->x, ==, 0);
  g_assert_cmpfloat (area->width, ==, 120);
  g_assert_cmpfloat (area->height, ==, 40);
  bw_plot_set_color (cr, &palette->background);
  cairo_paint (cr);
  bw_plot_text_draw (cr, font, &palette->text, 60, 20, 0.5, 0.5, "Beat");
  pango_font_description_free (font);
  (*(guint *) user_data)++;
}

static void
test_formats (void)
{
  static const char *const begin[] = { "\x89PNG", "<?xml", "%PDF" };
  BwPlotFormat format;
  guint calls = 0;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = bw_plot_render (i, 120, 40, 2, paint, &calls, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (bytes), >, 200);
      g_assert_cmpmem (g_bytes_get_data (bytes, NULL), strlen (begin[i]), begin[i],
                       strlen (begin[i]));
      g_assert_true (bw_plot_format_from_id (bw_plot_format_get_id (i), &format));
      g_assert_cmpint (format, ==, i);
    }
  g_assert_cmpuint (calls, ==, 3);
  g_assert_true (bw_plot_format_from_name ("Forecast.PDF", &format));
  g_assert_cmpint (format, ==, BW_PLOT_FORMAT_PDF);
  g_assert_false (bw_plot_format_from_name ("Forecast.jpg", &format));
  g_assert_false (bw_plot_format_from_name ("Forecast", &format));
}

/* A PNG at scale 2 has twice the pixels a side. */
static void
test_scale (void)
{
  guint calls = 0;
  g_autoptr (GBytes) bytes = bw_plot_render (BW_PLOT_FORMAT_PNG, 120, 40, 2, paint, &calls, NULL,
                                             NULL);
  const guint8 *data = g_bytes_get_data (bytes, NULL);

  g_assert_cmpuint (data[16] << 24 | data[17] << 16 | data[18] << 8 | data[19], ==, 240);
  g_assert_cmpuint (data[20] << 24 | data[21] << 16 | data[22] << 8 | data[23], ==, 80);
}

static void
paint_page (cairo_t          *cr,
            const BwPlotRect *area,
            guint             page,
            gpointer          user_data)
{
  guint *calls = user_data;

  g_assert_cmpuint (page, ==, *calls);
  paint (cr, area, user_data);
}

static void
test_pages (void)
{
  g_autoptr (BwProgress) progress = bw_progress_new ();
  g_auto (BwProgressState) state = { 0 };

  bw_progress_begin_stage (progress, "Pages…", 1);
  for (guint n = 1; n <= 4; n += 3)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = NULL;
      guint calls = 0;

      bytes = bw_plot_render_pages ("Title", 120, 40, n, paint_page, &calls, progress, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (calls, ==, n);
      g_assert_cmpmem (g_bytes_get_data (bytes, NULL), 4, "%PDF", 4);
    }
  bw_progress_get_state (progress, &state);
  g_assert_cmpfloat (state.fraction, ==, 1);
}

/* Cancels in the second page, or in the only picture. */
typedef struct
{
  GCancellable *cancellable;
  guint calls;
} Cancelling;

static void
paint_and_cancel (cairo_t          *cr,
                  const BwPlotRect *area,
                  gpointer          user_data)
{
  Cancelling *self = user_data;

  paint (cr, area, &self->calls);
  g_cancellable_cancel (self->cancellable);
}

static void
cancel_second_page (cairo_t          *cr,
                    const BwPlotRect *area,
                    guint             page,
                    gpointer          user_data)
{
  Cancelling *self = user_data;

  paint (cr, area, &self->calls);
  if (page == 1)
    g_cancellable_cancel (self->cancellable);
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Cancelling self = { cancellable, 0 };

  g_assert_null (bw_plot_render_pages (NULL, 120, 40, 1000, cancel_second_page, &self, NULL, cancellable,
                                       &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (self.calls, ==, 2);
  for (guint i = 0; i < 3; i++)
    {
      g_cancellable_reset (cancellable);
      g_clear_error (&error);
      g_assert_null (bw_plot_render (i, 120, 40, 2, paint_and_cancel, &self, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

static void
test_refused (void)
{
  guint calls = 0;
  g_autoptr (GError) error = NULL;

  g_assert_null (bw_plot_render (BW_PLOT_FORMAT_PNG, 20000, 40, 2, paint, &calls, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (bw_plot_render (BW_PLOT_FORMAT_SVG, 0, 40, 1, paint, &calls, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (bw_plot_render_pages (NULL, 40, 40000, 2, paint_page, &calls, NULL, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_INVALID);
  g_assert_cmpuint (calls, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/save/formats", test_formats);
  g_test_add_func ("/plot/save/scale", test_scale);
  g_test_add_func ("/plot/save/pages", test_pages);
  g_test_add_func ("/plot/save/cancelled", test_cancelled);
  g_test_add_func ("/plot/save/refused", test_refused);
  return g_test_run ();
}
