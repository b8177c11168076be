/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-month.h"

#include <glib.h>
#include <string.h>

#define WIDTH 500
#define HEIGHT 300

static const BwPlotRect area = { 10, 10, 480, 280 };

static void
fill (BwPlotMonth    *month,
      BwPlotMonthDay *days,
      guint           first,
      guint           n)
{
  *month = (BwPlotMonth) {
    .weekdays = { "Mo", "Tu", "We", "Th", "Fr", "Sa", "Su" },
    .first = first,
    .days = days,
    .n_days = n,
    .low = 3,
    .high = 4.5,
  };
}

static void
test_places (void)
{
  PangoFontDescription *font = bw_plot_font_new (9);
  BwPlotMonthDay days[31] = { 0 };
  BwPlotMonth month;
  BwPlotRect first, last;

  /* A month that begins on the last day of a week and has 31 days needs six rows. */
  fill (&month, days, 6, 31);
  bw_plot_month_get_day (&month, &area, font, 0, &first);
  bw_plot_month_get_day (&month, &area, font, 30, &last);
  g_assert_cmpfloat_with_epsilon (first.x, area.x + 6 * area.width / 7, 1e-9);
  g_assert_cmpfloat_with_epsilon (last.x, area.x + area.width / 7, 1e-9);
  g_assert_cmpfloat_with_epsilon (last.y, first.y + 5 * first.height, 1e-9);
  g_assert_cmpfloat_with_epsilon (last.y + last.height, area.y + area.height, 1e-9);

  /* One that fills four rows exactly needs no fifth. */
  fill (&month, days, 0, 28);
  bw_plot_month_get_day (&month, &area, font, 27, &last);
  g_assert_cmpfloat_with_epsilon (last.x + last.width, area.x + area.width, 1e-9);
  g_assert_cmpfloat_with_epsilon (last.y + last.height, area.y + area.height, 1e-9);
  pango_font_description_free (font);
}

static void
test_side (void)
{
  BwPlotMonthDay day = { .has_value = TRUE, .value = 3.0, .normal_low = 3.5, .normal_high = 4.0 };

  g_assert_cmpint (bw_plot_month_day_get_side (&day), ==, 0);
  day.has_normal = TRUE;
  g_assert_cmpint (bw_plot_month_day_get_side (&day), ==, -1);
  day.value = 3.7;
  g_assert_cmpint (bw_plot_month_day_get_side (&day), ==, 0);
  day.value = 4.1;
  g_assert_cmpint (bw_plot_month_day_get_side (&day), ==, 1);
  day.has_value = FALSE;
  g_assert_cmpint (bw_plot_month_day_get_side (&day), ==, 0);
}

static cairo_surface_t *
paint (const BwPlotMonth *month)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  PangoFontDescription *font = bw_plot_font_new (9);

  bw_plot_month_paint (cr, &area, month, bw_plot_palette_get (FALSE, FALSE), font);
  pango_font_description_free (font);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* Painted pixels within @rect. */
static guint
count_ink (cairo_surface_t  *surface,
           const BwPlotRect *rect)
{
  const guchar *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  guint n = 0;

  for (int y = (int) rect->y + 2; y < (int) (rect->y + rect->height) - 2; y++)
    for (int x = (int) rect->x + 2; x < (int) (rect->x + rect->width) - 2; x++)
      n += ((const guint32 *) (const void *) (data + y * stride))[x] >> 24 != 0;
  return n;
}

static void
test_paint (void)
{
  PangoFontDescription *font = bw_plot_font_new (9);
  BwPlotMonthDay days[30] = { 0 };
  BwPlotMonth month;
  BwPlotRect rect;
  cairo_surface_t *surface;
  guint plain, side, noted, empty;

  for (guint i = 0; i < 3; i++)
    days[i] = (BwPlotMonthDay) { .label = "43", .detail = "5", .has_value = TRUE, .value = 3.76,
                                 .has_normal = TRUE, .normal_low = 3.5, .normal_high = 4 };
  days[1].normal_low = 3.8;
  days[2].noted = TRUE;
  /* Without any span there is no scale, and nothing goes wrong. */
  fill (&month, days, 0, 30);
  month.low = month.high = 3.76;
  cairo_surface_destroy (paint (&month));

  fill (&month, days, 0, 30);
  surface = paint (&month);
  bw_plot_month_get_day (&month, &area, font, 0, &rect);
  plain = count_ink (surface, &rect);
  bw_plot_month_get_day (&month, &area, font, 1, &rect);
  side = count_ink (surface, &rect);
  bw_plot_month_get_day (&month, &area, font, 2, &rect);
  noted = count_ink (surface, &rect);
  bw_plot_month_get_day (&month, &area, font, 3, &rect);
  empty = count_ink (surface, &rect);
  g_assert_cmpuint (empty, >, 0);
  g_assert_cmpuint (plain, >, 3 * empty);
  g_assert_cmpuint (noted, >, plain + 15);
  g_assert_cmpuint (side, !=, plain);
  cairo_surface_destroy (surface);
  pango_font_description_free (font);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/month/places", test_places);
  g_test_add_func ("/month/side", test_side);
  g_test_add_func ("/month/paint", test_paint);
  return g_test_run ();
}
