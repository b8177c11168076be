/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "cli/bw-cli-output.h"
#include "forecast/bw-outlook.h"
#include "plot/bw-plot-forecast.h"
#include "plot/bw-plot-save.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* Size of the picture in points; twice as many pixels in PNG. */
#define WIDTH 960
#define HEIGHT 360
#define SCALE 2
#define FONT_SIZE 13
#define MARGIN 12

/* From this chance of red on, an hour is marked. */
#define FLAGGED_FROM 0.3

/* The arrays that the painter borrows. */
typedef struct
{
  GArray *past;     /* BwPlotPoint */
  GArray *readings; /* BwPlotPoint */
  GArray *nights;   /* BwPlotSpan */
  GArray *hours;    /* BwPlotForecastHour */
  char *now_label;
  BwPlotForecast plot;
  const BwPlotPalette *palette;
} Picture;

static void
picture_init (Picture         *picture,
              const BwOutlook *outlook,
              guint            past_days,
              gboolean         dark)
{
  const BwForecast *forecast = outlook->forecast;

  picture->past = g_array_new (FALSE, FALSE, sizeof (BwPlotPoint));
  picture->readings = g_array_new (FALSE, FALSE, sizeof (BwPlotPoint));
  picture->nights = g_array_new (FALSE, FALSE, sizeof (BwPlotSpan));
  picture->hours = g_array_new (FALSE, FALSE, sizeof (BwPlotForecastHour));
  picture->now_label = bw_cli_format_time (forecast->issued_ms, outlook->zone);
  picture->palette = bw_plot_palette_get (dark, FALSE);

  for (guint i = 0; i < outlook->past->len; i++)
    {
      const BwPastHour *hour = &g_array_index (outlook->past, BwPastHour, i);
      BwPlotPoint point = { hour->time_ms, hour->level_score };

      if (hour->has_level && hour->time_ms < forecast->issued_ms)
        g_array_append_val (picture->past, point);
    }
  for (guint i = 0; i < outlook->readings->len; i++)
    {
      const BwPastReading *reading = &g_array_index (outlook->readings, BwPastReading, i);
      BwPlotPoint point = { reading->time_ms, reading->score };

      g_array_append_val (picture->readings, point);
    }
  for (guint i = 0; i < outlook->nights->len; i++)
    {
      const BwNight *night = &g_array_index (outlook->nights, BwNight, i);
      BwPlotSpan span = { night->start_ms, night->end_ms };

      g_array_append_val (picture->nights, span);
    }
  for (guint i = 0; i < forecast->n_hours; i++)
    {
      const BwForecastHour *hour = &forecast->hours[i];
      BwPlotForecastHour shown = { hour->time_ms, hour->score, hour->score_low, hour->score_high,
                                   hour->p_red >= FLAGGED_FROM };

      g_array_append_val (picture->hours, shown);
    }

  picture->plot = (BwPlotForecast) {
    .zone = outlook->zone,
    .from_ms = forecast->issued_ms - past_days * BW_TIME_DAY,
    .now_ms = forecast->issued_ms,
    .to_ms = forecast->issued_ms + BW_TIME_DAY,
    .now_label = picture->now_label,
    .title = _("Fatigue score from HRV alone, high is fresh"),
    .past = (const BwPlotPoint *) picture->past->data,
    .n_past = picture->past->len,
    .readings = (const BwPlotPoint *) picture->readings->data,
    .n_readings = picture->readings->len,
    .nights = (const BwPlotSpan *) picture->nights->data,
    .n_nights = picture->nights->len,
    .hours = (const BwPlotForecastHour *) picture->hours->data,
    .n_hours = picture->hours->len,
  };
}

static void
picture_clear (Picture *picture)
{
  g_array_unref (picture->past);
  g_array_unref (picture->readings);
  g_array_unref (picture->nights);
  g_array_unref (picture->hours);
  g_free (picture->now_label);
}

static void
paint (cairo_t          *cr,
       const BwPlotRect *area,
       gpointer          user_data)
{
  const Picture *picture = user_data;
  PangoFontDescription *font = bw_plot_font_new (FONT_SIZE);
  BwPlotRect inner = { area->x + MARGIN, area->y + MARGIN, area->width - 2 * MARGIN,
                       area->height - 2 * MARGIN };

  bw_plot_set_color (cr, &picture->palette->background);
  cairo_paint (cr);
  bw_plot_forecast_paint (cr, &inner, &picture->plot, picture->palette, font);
  pango_font_description_free (font);
}

static void
tell (BwCli       *cli,
      const char  *path,
      BwPlotFormat format)
{
  g_autofree char *shown = g_filename_display_name (path);
  GStatBuf status = { 0 };

  bw_cli_clear_progress ();
  g_stat (path, &status);
  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      bw_json_add_string (builder, "kind", bw_plot_format_get_id (format));
      bw_json_add_string (builder, "path", path);
      bw_json_add_int (builder, "size_bytes", status.st_size);
      json_builder_end_object (builder);
      bw_cli_print_builder (builder);
    }
  else
    {
      g_autofree char *size = bw_cli_format_size (status.st_size);

      g_print (_("Wrote a picture of the forecast to “%s” (%s).\n"), shown, size);
    }
}

static gboolean
run (BwCli   *cli,
     GError **error)
{
  gboolean dark = FALSE;
  int days = 7;
  g_autofree char *at = NULL;
  const GOptionEntry entries[] = {
    { "at", 0, 0, G_OPTION_ARG_STRING, &at, N_("As if it were this time (just after the data)"),
      N_("TIME") },
    { "days", 0, 0, G_OPTION_ARG_INT, &days, N_("Days before it to show (7)"), N_("N") },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &dark, N_("Light on dark"), NULL },
    { NULL }
  };
  g_auto (GStrv) words = NULL;
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (BwOutlook) outlook = NULL;
  g_autoptr (GFile) file = NULL;
  gint64 at_ms = G_MAXINT64;
  BwPlotFormat format;
  Picture picture;
  gboolean ok;

  if (!bw_cli_parse (cli, entries, 2, 2, &words, error))
    return FALSE;
  if (!bw_plot_format_from_id (words[0], &format))
    return bw_cli_set_usage_error (error, _("The kind is “png”, “svg” or “pdf”, not “%s”"),
                                   words[0]);
  if (days < 1 || days > 60)
    return bw_cli_set_usage_error (error, _("“--days” lies between 1 and 60"));

  library = bw_cli_open_library (cli, BW_LIBRARY_READ, error);
  if (library == NULL)
    return FALSE;
  zone = bw_library_get_zone (library);
  if (at != NULL && !bw_cli_parse_time (at, zone, FALSE, &at_ms, error))
    return FALSE;
  outlook = bw_outlook_new (library, bw_cli_get_measure (library), at_ms, (guint) days,
                            cli->progress, cli->cancellable, error);
  if (outlook == NULL)
    return FALSE;
  if (!outlook->forecast->has_score)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_TOO_FEW,
                   _("There is no score to draw yet: %d of 14 days with readings"),
                   outlook->forecast->baseline_days);
      return FALSE;
    }

  picture_init (&picture, outlook, (guint) days, dark);
  file = g_file_new_for_path (words[1]);
  ok = bw_plot_save (file, format, WIDTH, HEIGHT, SCALE, paint, &picture, cli->cancellable, error);
  picture_clear (&picture);
  if (ok)
    tell (cli, words[1], format);
  return ok;
}

const BwCliVerb bw_cli_verb_export = {
  .name = "export",
  .arguments = N_("png|svg|pdf OUT"),
  .summary = N_("Write a picture of the forecast"),
  .description = N_("The days before, the next 24 hours with the band that holds four out of five, "
                    "and the three zones."),
  .run = run,
};
