/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "plot-test.h"
#include "plot/bw-plot-curves.h"

#include <math.h>

#define MOST_EPOCHS 200

typedef struct
{
  BwPlotCurvesPoint points[MOST_EPOCHS];
  guint n;
} Training;

/* A training as they go: the loss falls by powers, validation follows and jumps. */
static void
make_training (Training *self,
               guint     n,
               double    speed,
               double    jump,
               gboolean  has_validation)
{
  self->n = n;
  for (guint i = 0; i < n; i++)
    {
      double left = exp (-speed * i), shake = jump * sin (i * 12.9898) * exp (-0.01 * i);

      self->points[i] = (BwPlotCurvesPoint) {
        .epoch = i + 1,
        .train_loss = 0.02 + 0.67 * left,
        .train_accuracy = 0.99 - 0.45 * left,
        .has_validation = has_validation,
        .validation_loss = 0.05 + 0.65 * left + fabs (shake),
        .validation_accuracy = 0.985 - 0.45 * left - fabs (shake) * 0.3,
      };
    }
}

static void
paint (cairo_surface_t     *surface,
       const BwPlotCurves  *curves,
       const BwPlotRect    *area,
       const BwPlotPalette *palette)
{
  PangoFontDescription *font = bw_plot_font_new (12);
  cairo_t *cr = cairo_create (surface);

  bw_plot_curves_paint (cr, area, curves, palette, font);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  pango_font_description_free (font);
}

static void
get_layout (const BwPlotCurves *curves,
            double              width,
            double              height,
            BwPlotCurvesLayout *layout)
{
  PangoFontDescription *font = bw_plot_font_new (12);
  const BwPlotRect area = { 0, 0, width, height };

  bw_plot_curves_layout (layout, curves, &area, font);
  pango_font_description_free (font);
}

static void
test_layout (void)
{
  Training training;
  BwPlotCurves curves = { .n_runs = 1, .epochs = 12 };
  BwPlotCurvesLayout layout, later;
  const BwPlotRect *loss = &layout.panels[BW_PLOT_CURVES_LOSS].plot;
  const BwPlotRect *accuracy = &layout.panels[BW_PLOT_CURVES_ACCURACY].plot;

  make_training (&training, 12, 0.3, 0, TRUE);
  curves.runs[0] = (BwPlotCurvesRun) { .points = training.points };

  /* Beside each other, then below each other; nothing sticks out. */
  get_layout (&curves, 800, 240, &layout);
  g_assert_cmpfloat (loss->x + loss->width, <, accuracy->x);
  g_assert_cmpfloat (loss->y, ==, accuracy->y);
  g_assert_cmpfloat (accuracy->x + accuracy->width, <=, 800);
  get_layout (&curves, 320, 400, &layout);
  g_assert_cmpfloat (loss->y + loss->height, <, accuracy->y);
  g_assert_cmpfloat (loss->x, ==, accuracy->x);
  g_assert_cmpfloat (accuracy->y + accuracy->height, <=, 400);

  /* The axes are there before the first epoch, and stay where they are while epochs come in. */
  g_assert_cmpfloat (bw_plot_scale_map (&layout.panels[0].epoch, 1), ==, loss->x);
  g_assert_cmpfloat (bw_plot_scale_map (&layout.panels[0].epoch, 12), ==, loss->x + loss->width);
  curves.runs[0].n = 1;
  get_layout (&curves, 320, 400, &layout);
  for (guint n = 2; n <= 5; n++)
    {
      curves.runs[0].n = n;
      get_layout (&curves, 320, 400, &later);
      g_assert_cmpmem (&layout, sizeof layout, &later, sizeof later);
    }
}

/* The axis of losses ends on 1, 2 or 5 times a power of ten that holds all of them. */
static void
test_losses (void)
{
  static const struct
  {
    double low, high;        /* losses */
    double from, to;         /* the axis */
  } cases[] = {
    { 0.3, 0.69, 0.1, 1 },   { 0.1, 1, 0.1, 1 },     { 0.09, 0.7, 0.05, 1 },
    { 0.012, 1.7, 0.01, 2 }, { 0.0049, 3, 0.002, 5 }, { 0, 60, 1e-4, 100 },
    { 0.2, 1e9, 0.1, 1e4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const BwPlotCurvesPoint points[] = {
        { .epoch = 1, .train_loss = cases[i].high },
        { .epoch = 2, .train_loss = NAN, .has_validation = TRUE, .validation_loss = INFINITY },
        { .epoch = 3, .train_loss = cases[i].low },
      };
      BwPlotCurves curves = { .runs = { { points, 3, 0, NULL } }, .n_runs = 1, .epochs = 3 };
      BwPlotCurvesLayout layout;

      get_layout (&curves, 600, 240, &layout);
      g_assert_cmpfloat_with_epsilon (layout.panels[0].value.d0, log10 (cases[i].from), 1e-9);
      g_assert_cmpfloat_with_epsilon (layout.panels[0].value.d1, log10 (cases[i].to), 1e-9);
    }
}

static BwPlotColor
pixel_of (cairo_surface_t          *surface,
          const BwPlotCurvesLayout *layout,
          BwPlotCurvesPanel         panel,
          guint                     epoch,
          double                    value)
{
  return plot_test_pixel (surface, bw_plot_scale_map (&layout->panels[panel].epoch, epoch),
                          bw_plot_scale_map (&layout->panels[panel].value, value));
}

/* Validation is whole, training has gaps; the best epoch has its mark; what is not there is not
 * drawn. */
static void
test_lines (void)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  const BwPlotRect area = { 0, 0, 800, 260 };
  BwPlotCurvesPoint points[100];
  BwPlotCurves curves = { .runs = { { points, 100, 0, NULL } }, .n_runs = 1, .epochs = 100 };
  cairo_surface_t *surface = plot_test_surface (800, 260, palette);
  BwPlotCurvesLayout layout;
  guint gaps[2] = { 0, 0 };
  BwPlotColor pixel;

  for (guint i = 0; i < 100; i++)
    points[i] = (BwPlotCurvesPoint) { .epoch = i + 1, .train_loss = 0.5, .train_accuracy = 0.8,
                                      .has_validation = i < 50, .validation_loss = 0.5,
                                      .validation_accuracy = 0.6 };
  get_layout (&curves, 800, 260, &layout);
  paint (surface, &curves, &area, palette);
  for (guint epoch = 1; epoch < 50; epoch++)
    {
      pixel = pixel_of (surface, &layout, BW_PLOT_CURVES_ACCURACY, epoch, 0.6);
      gaps[0] += !plot_test_same (&pixel, &palette->ink);
      pixel = pixel_of (surface, &layout, BW_PLOT_CURVES_ACCURACY, epoch, 0.8);
      gaps[1] += plot_test_same (&pixel, &palette->background);
    }
  g_assert_cmpuint (gaps[0], ==, 0);
  g_assert_cmpuint (gaps[1], >, 10);
  pixel = pixel_of (surface, &layout, BW_PLOT_CURVES_ACCURACY, 80, 0.6);
  g_assert_true (plot_test_same (&pixel, &palette->background));

  curves.runs[0].best_epoch = 30;
  paint (surface, &curves, &area, palette);
  pixel = plot_test_pixel (surface, bw_plot_scale_map (&layout.panels[1].epoch, 30),
                           bw_plot_scale_map (&layout.panels[1].value, 0.6) - 4);
  g_assert_true (plot_test_same (&pixel, &palette->ink));
  cairo_surface_destroy (surface);
}

/* Nothing at all, one epoch, and values that are none. */
static void
test_odd (void)
{
  const BwPlotPalette *palette = bw_plot_palette_get (TRUE, TRUE);
  const BwPlotCurvesPoint odd[] = {
    { .epoch = 1, .train_loss = NAN, .train_accuracy = NAN },
    { .epoch = 3, .train_loss = INFINITY, .train_accuracy = 7, .has_validation = TRUE,
      .validation_loss = -1, .validation_accuracy = -1 },
  };
  BwPlotCurves curves = { .runs = { { odd, 0, 5, "a" } }, .n_runs = 1, .epochs = 1 };
  cairo_surface_t *surface = plot_test_surface (300, 300, palette);
  const BwPlotRect area = { 0, 0, 300, 300 }, tiny = { 10, 10, 3, 3 };

  paint (surface, &curves, &area, palette);
  curves.runs[0].n = 1;
  paint (surface, &curves, &area, palette);
  curves.runs[0].n = 2;
  curves.epochs = 2;
  curves.cursor_epoch = 3;
  curves.cursor_text[0] = "a";
  paint (surface, &curves, &area, palette);
  paint (surface, &curves, &tiny, palette);
  cairo_surface_destroy (surface);
}

static void
test_pictures (void)
{
  static const struct
  {
    const char *name;
    int width, height;
    gboolean dark, high_contrast;
  } looks[] = {
    { "wide", 820, 250, FALSE, FALSE },
    { "wide-dark", 820, 250, TRUE, FALSE },
    { "contrast", 820, 250, FALSE, TRUE },
    { "narrow", 330, 420, FALSE, FALSE },
    { "narrow-dark-contrast", 330, 420, TRUE, TRUE },
  };
  Training long_one, short_one, other;

  make_training (&long_one, 130, 0.05, 0.8, TRUE);
  make_training (&short_one, 8, 0.5, 0.05, TRUE);
  make_training (&other, 12, 0.2, 0.1, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      const BwPlotPalette *palette = bw_plot_palette_get (looks[i].dark, looks[i].high_contrast);
      const BwPlotRect area = { 4, 4, looks[i].width - 8, looks[i].height - 8 };
      const BwPlotCurves scenes[] = {
        { .runs = { { long_one.points, long_one.n, 96, NULL } }, .n_runs = 1, .epochs = 200 },
        { .runs = { { short_one.points, short_one.n, 7, NULL } }, .n_runs = 1, .epochs = 12,
          .cursor_epoch = 3,
          .cursor_text = { "Epoch 3\nTraining: 0.25\nValidation: 0.31",
                           "Epoch 3\nTraining: 88 %\nValidation: 86 %" } },
        { .runs = { { short_one.points, short_one.n, 7, "12 Oct 2023, 10:31" },
                    { other.points, other.n, 11, "Half of the pairs from other days" } },
          .n_runs = 2, .epochs = 12 },
      };

      for (guint j = 0; j < G_N_ELEMENTS (scenes); j++)
        {
          cairo_surface_t *surface = plot_test_surface (looks[i].width, looks[i].height, palette);
          g_autofree char *name = g_strdup_printf ("curves-%u-%s", j, looks[i].name);

          paint (surface, &scenes[j], &area, palette);
          plot_test_save (surface, name);
          cairo_surface_destroy (surface);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/curves/layout", test_layout);
  g_test_add_func ("/plot/curves/losses", test_losses);
  g_test_add_func ("/plot/curves/lines", test_lines);
  g_test_add_func ("/plot/curves/odd", test_odd);
  g_test_add_func ("/plot/curves/pictures", test_pictures);
  return g_test_run ();
}
