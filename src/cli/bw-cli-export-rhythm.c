/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-export-private.h"
#include "export/bw-export-file.h"
#include "export/bw-export-rhythm.h"
#include "report/bw-rhythm-figure.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The rhythm and the part of it that the options name. */
typedef struct
{
  BwRhythm *rhythm;
  double from_ms, to_ms;
  double age_years;        /* negative unknown */
} Part;

static void
part_clear (Part *part)
{
  g_clear_pointer (&part->rhythm, bw_rhythm_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Part, part_clear)

static gboolean
open_part (BwCli                     *cli,
           const BwCliExportOptions  *options,
           Part                      *part,
           GError                   **error)
{
  g_autoptr (BwLibrary) library = NULL;

  part->age_years = -1;
  if (!bw_cli_rhythm_check (&options->rhythm, TRUE, error))
    return FALSE;
  if (options->rhythm.file == NULL)
    {
      library = bw_cli_open_library (cli, BW_LIBRARY_READ, error);
      if (library == NULL)
        return FALSE;
    }
  part->rhythm = bw_cli_rhythm_open (cli, library, &options->rhythm, error);
  if (part->rhythm == NULL)
    return FALSE;
  if (library != NULL)
    part->age_years = bw_cli_rhythm_get_age (library, part->rhythm);
  return bw_cli_rhythm_get_stretch (part->rhythm, &options->rhythm, &part->from_ms, &part->to_ms,
                                    error);
}

/* "tachogram, poincare, …". Returns: (transfer full) */
static char *
list_charts (void)
{
  const char *ids[BW_RHYTHM_N_CHARTS + 1] = { NULL };

  for (guint i = 0; i < BW_RHYTHM_N_CHARTS; i++)
    ids[i] = bw_rhythm_chart_get_id (i);
  return g_strjoinv (", ", (char **) ids);
}

gboolean
bw_cli_export_rhythm_picture (BwCli                     *cli,
                              const BwCliExportOptions  *options,
                              const char                *kind,
                              const char                *path,
                              BwCliExported             *exported,
                              GError                   **error)
{
  guint chart = BW_RHYTHM_CHART_TACHOGRAM;
  g_auto (Part) part = { 0 };
  g_autoptr (GBytes) bytes = NULL;
  BwPlotFormat format = BW_PLOT_FORMAT_PNG;

  if (options->chart != NULL && !bw_rhythm_chart_from_id (options->chart, &chart))
    {
      g_autofree char *charts = list_charts ();

      return bw_cli_set_usage_error (error, _("“%s” is one of %s, not “%s”"), "--chart", charts,
                                     options->chart);
    }
  if (!open_part (cli, options, &part, error))
    return FALSE;
  bw_plot_format_from_id (kind, &format);
  bytes = bw_rhythm_figure_render (part.rhythm, chart, part.from_ms, part.to_ms, format,
                                   bw_plot_palette_get (options->dark, FALSE), cli->cancellable,
                                   error);
  return bw_cli_export_write (cli, path, bytes, error);
}

static char *
write_text (BwCli         *cli,
            const Part    *part,
            BwRhythmData   data,
            gboolean       json,
            GError       **error)
{
  BwExportRhythm out = {
    .rhythm = part->rhythm,
    .from_ms = part->from_ms,
    .to_ms = part->to_ms,
    .age_years = part->age_years,
  };
  g_autoptr (BwHrv) hrv = NULL;
  g_autoptr (BwHrvTrack) track = NULL;

  if (data == BW_RHYTHM_DATA_METRICS)
    out.hrv = hrv = bw_rhythm_analyse (part->rhythm, part->from_ms, part->to_ms);
  else if (data == BW_RHYTHM_DATA_TRACK)
    {
      out.track = track
          = bw_rhythm_track (part->rhythm, part->from_ms, part->to_ms, cli->cancellable);
      if (g_cancellable_set_error_if_cancelled (cli->cancellable, error))
        return NULL;
    }
  return json ? bw_export_rhythm_json (&out, data, error)
              : bw_export_rhythm_csv (&out, data, error);
}

gboolean
bw_cli_export_rhythm_data (BwCli                     *cli,
                           const BwCliExportOptions  *options,
                           const char                *kind,
                           const char                *path,
                           BwCliExported             *exported,
                           GError                   **error)
{
  BwRhythmData data = BW_RHYTHM_DATA_INTERVALS;
  g_auto (Part) part = { 0 };
  g_autofree char *text = NULL;

  if (options->what != NULL && !bw_rhythm_data_from_id (options->what, &data))
    return bw_cli_set_usage_error (error, _("“%s” is one of %s, not “%s”"), "--what",
                                   "intervals, beats, metrics, track", options->what);
  if (!open_part (cli, options, &part, error))
    return FALSE;
  text = write_text (cli, &part, data, strcmp (kind, "json") == 0, error);
  return text != NULL && bw_export_write_file (path, text, strlen (text), cli->cancellable, error);
}
