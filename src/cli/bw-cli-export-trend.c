/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-export-private.h"
#include "report/bw-trend-figure.h"
#include "store/bw-annotations.h"

#include <glib/gi18n-lib.h>

#define USUAL_DAYS 90
#define MOST_DAYS 36525

gboolean
bw_cli_export_trend (BwCli                     *cli,
                     const BwCliExportOptions  *options,
                     const char                *kind,
                     const char                *path,
                     BwCliExported             *exported,
                     GError                   **error)
{
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (BwTrend) trend = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (BwTrendFigure) figure = NULL;
  g_autoptr (GBytes) bytes = NULL;
  BwPlotFormat format = BW_PLOT_FORMAT_PNG;
  gint64 at_ms = G_MAXINT64;
  double days = USUAL_DAYS;

  if (!bw_cli_parse_number ("--days", options->days, 1, MOST_DAYS, &days, error))
    return FALSE;
  library = bw_cli_open_library (cli, BW_LIBRARY_READ, error);
  if (library == NULL)
    return FALSE;
  zone = bw_library_get_zone (library);
  if (options->at != NULL && !bw_cli_parse_time (options->at, zone, FALSE, &at_ms, error))
    return FALSE;
  trend = bw_trend_new (library, cli->measure, 0, at_ms, cli->cancellable, error);
  if (trend == NULL)
    return FALSE;
  notes = bw_library_list_annotations (library, G_MININT64, G_MAXINT64, error);
  if (notes == NULL)
    return FALSE;
  figure = bw_trend_figure_new (trend, notes);
  bw_plot_format_from_id (kind, &format);
  bytes = bw_trend_figure_render (
      figure, options->readings ? BW_TREND_FIGURE_READINGS : BW_TREND_FIGURE_SCORE, (guint) days,
      format, bw_plot_palette_get (options->dark, FALSE), error);
  return bw_cli_export_write (cli, path, bytes, error);
}
