/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-export-ways.h"
#include "export/bw-export-file.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/* That nothing was said that goes with something else. */
static gboolean
check_options (const BwCliExportOptions  *options,
               const BwCliExportWay      *way,
               const char                *kind,
               GError                   **error)
{
  const BwCliUse uses[] = {
    { "FILE", options->rhythm.file != NULL, WAYS_RHYTHM },
    { "--ecg", options->rhythm.ecg != 0, WAY_PICTURE | WAY_FILE | WAYS_RHYTHM },
    { "--reading", options->rhythm.reading != 0, WAYS_RHYTHM },
    { "--rr", options->rhythm.rr != 0, WAYS_RHYTHM },
    { "--chart", options->chart != NULL, WAY_CHART },
    { "--what", options->what != NULL, WAY_DATA },
    { "--to", options->rhythm.to != NULL, WAYS_RHYTHM | WAYS_SPAN },
    { "--threshold", options->rhythm.threshold != NULL, WAYS_RHYTHM },
    { "--no-correction", options->rhythm.no_correction, WAYS_RHYTHM },
    { "--detrend", options->rhythm.detrend, WAYS_RHYTHM },
    { "--window", options->rhythm.window != NULL, WAYS_RHYTHM },
    { "--without-edits", options->rhythm.without_edits, WAYS_RHYTHM },
    { "--rate", options->rhythm.rate != NULL, WAYS_RHYTHM },
    { "--model", options->model != 0, WAY_MODEL },
    { "--golden", options->golden != NULL, WAY_MODEL },
    { "--trend", options->trend, WAY_TREND },
    { "--readings", options->readings, WAY_TREND },
    { "--at", options->at != NULL, WAY_FORECAST | WAY_TREND },
    { "--days", options->days != NULL, WAY_FORECAST | WAY_TREND },
    { "--dark", options->dark, WAY_FORECAST | WAY_TREND | WAY_PICTURE | WAY_CHART },
    { "--speed", options->speed != NULL, WAY_PICTURE },
    { "--gain", options->gain != NULL, WAY_PICTURE },
    { "--filter", options->filter != NULL, WAY_PICTURE },
    { "--from", options->rhythm.from != NULL, WAY_PICTURE | WAYS_RHYTHM | WAYS_SPAN },
    { "--seconds", options->seconds != NULL, WAY_PICTURE },
    { "--no-peaks", options->no_peaks, WAY_PICTURE | WAY_FILE },
    { "--with-name", options->with_name, WAY_PICTURE | WAY_FILE | WAY_LINES },
    { "--measurements", options->measurements != NULL, WAY_LINES },
    { "--table", options->table != NULL, WAY_TABLE },
    { "--labelled", options->labelled, WAY_SHARE },
    { "--with-notes", options->with_notes, WAY_SHARE },
    { "--list", options->list, WAY_SHARE },
  };
  const char *said = kind;

  for (guint i = 0; i < G_N_ELEMENTS (uses); i++)
    {
      /* Without a recording it is the forecast's. */
      if (uses[i].given && way->way == WAY_FORECAST
          && (uses[i].ways & (WAY_FORECAST | WAY_PICTURE)) == WAY_PICTURE)
        return bw_cli_set_usage_error (error, _("“%s” needs “--ecg ID”"), uses[i].option);
      if (uses[i].given && g_strcmp0 (uses[i].option, way->option) == 0)
        said = way->option;
    }
  if (way->check != NULL && !way->check (options, kind, error))
    return FALSE;
  return bw_cli_check_uses (uses, G_N_ELEMENTS (uses), way->way, said, error);
}

gboolean
bw_cli_export_write (BwCli       *cli,
                     const char  *path,
                     GBytes      *bytes,
                     GError     **error)
{
  const char *data;
  gsize length;

  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &length);
  return bw_export_write_file (path, data, length, cli->cancellable, error);
}

static void
print_json (const BwCliExportOptions *options,
            const BwCliExported      *exported,
            const char               *kind,
            const char               *path)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  GStatBuf status = { 0 };

  g_stat (path, &status);
  json_builder_begin_object (builder);
  bw_json_add_string (builder, "path", path);
  bw_json_add_string (builder, "kind", kind);
  bw_json_add_int (builder, "size_bytes", status.st_size);
  if (options->rhythm.ecg != 0)
    {
      bw_json_add_int (builder, "ecg", options->rhythm.ecg);
      bw_json_add_boolean (builder, "named", exported->named);
    }
  if (options->rhythm.reading != 0)
    bw_json_add_int (builder, "reading", options->rhythm.reading);
  if (options->rhythm.rr != 0)
    bw_json_add_int (builder, "rr", options->rhythm.rr);
  if (exported->model.model_id != 0)
    bw_json_add_int (builder, "model", exported->model.model_id);
  if (exported->model.golden_path != NULL)
    {
      bw_json_add_string (builder, "golden", exported->model.golden_path);
      bw_json_add_int (builder, "windows", exported->model.n_golden);
      bw_json_add_int (builder, "own_windows", exported->model.n_own);
    }
  if (options->table != NULL)
    bw_json_add_string (builder, "table", options->table);
  if (exported->has_rows)
    bw_json_add_int (builder, "rows", (gint64) exported->rows);
  if (exported->has_lines)
    bw_cli_export_add_lines (exported, builder);
  if (exported->share != NULL)
    bw_cli_export_add_share (exported->share, builder);
  json_builder_end_object (builder);
  bw_cli_print_builder (builder);
}

static void
options_clear (BwCliExportOptions *options)
{
  g_free (options->at);
  g_free (options->days);
  g_free (options->speed);
  g_free (options->gain);
  g_free (options->filter);
  g_free (options->seconds);
  g_free (options->chart);
  g_free (options->what);
  g_free (options->golden);
  g_free (options->measurements);
  g_free (options->table);
  bw_cli_rhythm_options_clear (&options->rhythm);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwCliExportOptions, options_clear)

static void
exported_clear (BwCliExported *exported)
{
  bw_exported_model_clear (&exported->model);
  g_clear_pointer (&exported->share, bw_share_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwCliExported, exported_clear)

static gboolean
run (BwCli   *cli,
     GError **error)
{
  g_auto (BwCliExportOptions) options = { 0 };
  const GOptionEntry entries[]
      = { BW_CLI_RHYTHM_SOURCE_ENTRIES (options.rhythm),
          { "chart", 0, 0, G_OPTION_ARG_STRING, &options.chart,
            N_("tachogram, poincare, spectrum, histogram, dfa, track or spectrogram (tachogram)"),
            N_("CHART") },
          { "what", 0, 0, G_OPTION_ARG_STRING, &options.what,
            N_("intervals, beats, metrics or track (intervals)"), N_("WHAT") },
          BW_CLI_RHYTHM_STRETCH_ENTRIES (options.rhythm),
          BW_CLI_RHYTHM_HOW_ENTRIES (options.rhythm),
          BW_CLI_RHYTHM_RATE_ENTRY (options.rhythm),
          { "model", 0, 0, G_OPTION_ARG_INT64, &options.model, N_("That model (the one in use)"),
            N_("ID") },
    { "golden", 0, 0, G_OPTION_ARG_STRING, &options.golden,
      N_("Beside a model: N windows to check it by"), N_("N") },
          { "speed", 0, 0, G_OPTION_ARG_STRING, &options.speed, N_("Paper speed in mm/s (25)"),
            "25|50" },
          { "gain", 0, 0, G_OPTION_ARG_STRING, &options.gain, N_("Gain in mm/mV (10)"),
            "5|10|20" },
          { "filter", 0, 0, G_OPTION_ARG_STRING, &options.filter,
            N_("0.5 (baseline), 50, 60 (mains) or several of them, in Hz; or none (none)"),
            N_("HZ,…") },
          { "seconds", 0, 0, G_OPTION_ARG_STRING, &options.seconds, N_("So many seconds (all)"),
            N_("S") },
          { "no-peaks", 0, 0, G_OPTION_ARG_NONE, &options.no_peaks,
            N_("Without R peaks and RR intervals"), NULL },
          { "with-name", 0, 0, G_OPTION_ARG_NONE, &options.with_name,
            N_("With the person’s name and birth date"), NULL },
          { "dark", 0, 0, G_OPTION_ARG_NONE, &options.dark, N_("Light on dark"), NULL },
          { "at", 0, 0, G_OPTION_ARG_STRING, &options.at,
            N_("As if it were this time (just after the data)"), N_("TIME") },
          { "days", 0, 0, G_OPTION_ARG_STRING, &options.days,
            N_("Days before it to show (7, of the trend 90)"), N_("N") },
          { "trend", 0, 0, G_OPTION_ARG_NONE, &options.trend,
            N_("The days against the normal range, rather than the forecast"), NULL },
          { "readings", 0, 0, G_OPTION_ARG_NONE, &options.readings,
            N_("With “--trend”: single readings and variation, rather than the score"), NULL },
          { "measurements", 0, 0, G_OPTION_ARG_STRING, &options.measurements,
            N_("Of line protocol: only those, as in “hrv,sleep”"), N_("M,…") },
          { "table", 0, 0, G_OPTION_ARG_STRING, &options.table,
            N_("That table; “help” lists them"), N_("NAME") },
          { "labelled", 0, 0, G_OPTION_ARG_NONE, &options.labelled,
            N_("Of a share: only ECGs with a label"), NULL },
          { "with-notes", 0, 0, G_OPTION_ARG_NONE, &options.with_notes,
            N_("Of a share: with notes, which may say anything"), NULL },
          { "list", 0, 0, G_OPTION_ARG_NONE, &options.list,
            N_("Of a share: tell what would be in it, and write nothing"), NULL },
          G_OPTION_ENTRY_NULL };
  g_auto (GStrv) words = NULL;
  g_auto (BwCliExported) exported = { 0 };
  g_autofree char *shown = NULL;
  const BwCliExportWay *way;

  if (!bw_cli_parse (cli, entries, 2, 0, &words, error))
    return FALSE;
  /* Only a share is of several things. */
  if (strcmp (words[0], "share") == 0)
    options.ids = words + 2;
  else if (words[2] != NULL && words[3] != NULL)
    return bw_cli_set_usage_error (error, _("“%s” is one too many"), words[3]);
  else
    options.rhythm.file = g_strdup (words[2]);
  way = bw_cli_export_find_way (&options, words[0], error);
  if (way == NULL || !check_options (&options, way, words[0], error)
      || !bw_cli_check_output (cli, words[1], options.rhythm.file, error)
      || !way->run (cli, &options, words[0], words[1], &exported, error))
    return FALSE;

  bw_cli_clear_progress ();
  if (bw_cli_is_stdout (words[1]) || exported.is_help)
    return TRUE;
  shown = bw_cli_format_path (words[1]);
  if (cli->json)
    print_json (&options, &exported, words[0], words[1]);
  else
    way->tell (&options, &exported, shown);
  return TRUE;
}

const BwCliVerb bw_cli_verb_export = {
  .name = "export",
  .arguments = N_("KIND OUT [FILE]"),
  .summary = N_("Write charts, recordings, tables, models and shares to a file"),
  .describe = bw_cli_export_describe,
  .run = run,
};
