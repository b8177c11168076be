/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-export-private.h"
#include "export/bw-export-file.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/* The things that `export` writes. */
enum {
  WAY_FORECAST = 1 << 0,
  WAY_PICTURE = 1 << 1, /* of a recording */
  WAY_FILE = 1 << 2,    /* of a recording */
  WAY_LABELS = 1 << 3,
  WAY_MODEL = 1 << 4,
  WAY_TREND = 1 << 5,
  WAY_CHART = 1 << 6,   /* of a rhythm */
  WAY_DATA = 1 << 7,    /* of a rhythm */
  WAYS_RHYTHM = WAY_CHART | WAY_DATA,
};

/* Whether a rhythm is named in a way that only it is; an ECG is a recording too. */
static gboolean
is_rhythm (const BwCliExportOptions *options)
{
  const BwCliRhythmOptions *rhythm = &options->rhythm;

  return rhythm->file != NULL || rhythm->reading != 0 || rhythm->rr != 0;
}

/* What was said that chose the way, for what does not go with it. */
static const char *
get_way_name (const BwCliExportOptions *options,
              guint                     way,
              const char               *kind)
{
  if (way == WAY_PICTURE)
    return "--ecg";
  if (way == WAY_CHART && options->chart != NULL)
    return "--chart";
  return way == WAY_DATA && options->what != NULL ? "--what" : kind;
}

/* What is to be written, and that nothing was said that goes with something else. */
static gboolean
choose_way (const BwCliExportOptions  *options,
            const char                *kind,
            guint                     *way,
            GError                   **error)
{
  const BwCliUse uses[] = {
    { "FILE", options->rhythm.file != NULL, WAYS_RHYTHM },
    { "--ecg", options->rhythm.ecg != 0, WAY_PICTURE | WAY_FILE | WAYS_RHYTHM },
    { "--reading", options->rhythm.reading != 0, WAYS_RHYTHM },
    { "--rr", options->rhythm.rr != 0, WAYS_RHYTHM },
    { "--chart", options->chart != NULL, WAY_CHART },
    { "--what", options->what != NULL, WAY_DATA },
    { "--to", options->rhythm.to != NULL, WAYS_RHYTHM },
    { "--threshold", options->rhythm.threshold != NULL, WAYS_RHYTHM },
    { "--no-correction", options->rhythm.no_correction, WAYS_RHYTHM },
    { "--detrend", options->rhythm.detrend, WAYS_RHYTHM },
    { "--window", options->rhythm.window != NULL, WAYS_RHYTHM },
    { "--without-edits", options->rhythm.without_edits, WAYS_RHYTHM },
    { "--rate", options->rhythm.rate != NULL, WAYS_RHYTHM },
    { "--model", options->model != 0, WAY_MODEL },
    { "--trend", options->trend, WAY_TREND },
    { "--readings", options->readings, WAY_TREND },
    { "--at", options->at != NULL, WAY_FORECAST | WAY_TREND },
    { "--days", options->days != NULL, WAY_FORECAST | WAY_TREND },
    { "--dark", options->dark, WAY_FORECAST | WAY_TREND | WAY_PICTURE | WAY_CHART },
    { "--speed", options->speed != NULL, WAY_PICTURE },
    { "--gain", options->gain != NULL, WAY_PICTURE },
    { "--filter", options->filter != NULL, WAY_PICTURE },
    { "--from", options->rhythm.from != NULL, WAY_PICTURE | WAYS_RHYTHM },
    { "--seconds", options->seconds != NULL, WAY_PICTURE },
    { "--no-peaks", options->no_peaks, WAY_PICTURE },
    { "--with-name", options->with_name, WAY_PICTURE | WAY_FILE },
  };
  BwPlotFormat format;

  if (bw_plot_format_from_id (kind, &format))
    {
      *way = options->chart != NULL || is_rhythm (options) ? WAY_CHART
             : options->rhythm.ecg != 0                    ? WAY_PICTURE
             : options->trend                              ? WAY_TREND
                                                           : WAY_FORECAST;
      if (*way == WAY_PICTURE && format == BW_PLOT_FORMAT_PDF && options->dark)
        return bw_cli_set_usage_error (error, _("“%s” does not go with “%s”"), "--dark", kind);
      /* Without a recording it is the forecast's. */
      for (guint i = 0; *way == WAY_FORECAST && i < G_N_ELEMENTS (uses); i++)
        if (uses[i].given && (uses[i].ways & (WAY_FORECAST | WAY_PICTURE)) == WAY_PICTURE)
          return bw_cli_set_usage_error (error, _("“%s” needs “--ecg ID”"), uses[i].option);
    }
  else if (strcmp (kind, "json") == 0
           || (strcmp (kind, "csv") == 0 && (options->what != NULL || is_rhythm (options))))
    *way = WAY_DATA;
  else if (strcmp (kind, "csv") == 0 || strcmp (kind, "edf") == 0)
    {
      *way = WAY_FILE;
      if (strcmp (kind, "csv") == 0 && !bw_cli_rhythm_is_named (&options->rhythm))
        return bw_cli_rhythm_check (&options->rhythm, TRUE, error);
      if (options->rhythm.ecg == 0)
        return bw_cli_set_usage_error (error, _("“%s” needs “--ecg ID”"), kind);
    }
  else if (strcmp (kind, "labels") == 0)
    *way = WAY_LABELS;
  else if (strcmp (kind, "safetensors") == 0)
    *way = WAY_MODEL;
  else
    return bw_cli_set_usage_error (
      error,
      _("The kind is “png”, “svg”, “pdf”, “csv”, “json”, “edf”, “labels” or “safetensors”, not “%s”"),
      kind);
  return bw_cli_check_uses (uses, G_N_ELEMENTS (uses), *way, get_way_name (options, *way, kind),
                            error);
}

static gboolean
write_picture (BwCli                     *cli,
               const BwCliExportOptions  *options,
               guint                      way,
               const char                *kind,
               const char                *path,
               gboolean                  *named,
               GError                   **error)
{
  g_autoptr (GBytes) bytes = NULL;
  BwPlotFormat format;
  const char *data;
  gsize length;

  bw_plot_format_from_id (kind, &format);
  if (way == WAY_FORECAST)
    bytes = bw_cli_export_forecast (cli, options, format, error);
  else if (way == WAY_TREND)
    bytes = bw_cli_export_trend (cli, options, format, error);
  else if (way == WAY_CHART)
    bytes = bw_cli_export_rhythm_picture (cli, options, format, error);
  else
    bytes = bw_cli_export_ecg_picture (cli, options, format, named, error);
  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &length);
  return bw_export_write_file (path, data, length, cli->cancellable, error);
}

static void
print_json (const BwCliExportOptions *options,
            guint                     way,
            const char               *kind,
            const char               *path,
            gboolean                  named,
            gint64                    model)
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
      bw_json_add_boolean (builder, "named", named);
    }
  if (options->rhythm.reading != 0)
    bw_json_add_int (builder, "reading", options->rhythm.reading);
  if (options->rhythm.rr != 0)
    bw_json_add_int (builder, "rr", options->rhythm.rr);
  if (way == WAY_MODEL)
    bw_json_add_int (builder, "model", model);
  json_builder_end_object (builder);
  bw_cli_print_builder (builder);
}

static void
print_text (const BwCliExportOptions *options,
            guint                     way,
            const char               *path,
            gboolean                  named,
            guint                     n,
            gint64                    model)
{
  g_autofree char *shown = g_filename_display_name (path);

  switch (way)
    {
    case WAY_FORECAST:
      g_print (_("Wrote the forecast’s chart to “%s”.\n"), shown);
      break;
    case WAY_TREND:
      g_print (_("Wrote the chart of the trend to “%s”.\n"), shown);
      break;
    case WAY_CHART:
      g_print (_("Wrote the chart to “%s”.\n"), shown);
      break;
    case WAY_DATA:
      g_print (_("Wrote the data to “%s”.\n"), shown);
      break;
    case WAY_LABELS:
      g_print (g_dngettext (GETTEXT_PACKAGE, "Wrote the labels of %u recording to “%s”.\n",
                            "Wrote the labels of %u recordings to “%s”.\n", n),
               n, shown);
      break;
    case WAY_MODEL:
      g_print (_("Wrote model %lld to “%s”.\n"), (long long) model, shown);
      break;
    default:
      g_print (_("Wrote the recording to “%s”.\n"), shown);
      if (options->with_name && !named)
        g_print (_("The library holds neither name nor birth date.\n"));
    }
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
  bw_cli_rhythm_options_clear (&options->rhythm);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwCliExportOptions, options_clear)

static gboolean
run (BwCli   *cli,
     GError **error)
{
  g_auto (BwCliExportOptions) options = { 0 };
  const GOptionEntry entries[] = {
    BW_CLI_RHYTHM_SOURCE_ENTRIES (options.rhythm),
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
    { "speed", 0, 0, G_OPTION_ARG_STRING, &options.speed, N_("Paper speed in mm/s (25)"), "25|50" },
    { "gain", 0, 0, G_OPTION_ARG_STRING, &options.gain, N_("Gain in mm/mV (10)"), "5|10|20" },
    { "filter", 0, 0, G_OPTION_ARG_STRING, &options.filter,
      N_("0.5 (baseline), 50, 60 (mains) or several of them, in Hz; or none (none)"), N_("HZ,…") },
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
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) words = NULL;
  gboolean named = FALSE, ok;
  gint64 model = 0;
  guint n = 0, way = 0;

  if (!bw_cli_parse (cli, entries, 2, 3, &words, error))
    return FALSE;
  options.rhythm.file = g_strdup (words[2]);
  if (!choose_way (&options, words[0], &way, error))
    return FALSE;
  switch (way)
    {
    case WAY_FILE:
      ok = bw_cli_export_ecg_file (cli, &options, strcmp (words[0], "edf") == 0, words[1], &named,
                                   error);
      break;
    case WAY_DATA:
      ok = bw_cli_export_rhythm_data (cli, &options, strcmp (words[0], "json") == 0, words[1], error);
      break;
    case WAY_LABELS:
      ok = bw_cli_export_labels (cli, words[1], &n, error);
      break;
    case WAY_MODEL:
      ok = bw_cli_export_model (cli, &options, words[1], &model, error);
      break;
    default:
      ok = write_picture (cli, &options, way, words[0], words[1], &named, error);
    }
  if (!ok)
    return FALSE;

  bw_cli_clear_progress ();
  if (bw_cli_is_stdout (words[1]))
    return TRUE;
  if (cli->json)
    print_json (&options, way, words[0], words[1], named, model);
  else
    print_text (&options, way, words[1], named, n, model);
  return TRUE;
}

const BwCliVerb bw_cli_verb_export = {
  .name = "export",
  .arguments = N_("png|svg|pdf|csv|json|edf|labels|safetensors OUT [FILE]"),
  .summary = N_("Write an ECG, a rhythm, labels, a model or the chart of the forecast to a file"),
  /* xgettext:no-c-format */
  .description = N_(
    "It writes one of these:\n"
    "  export png|svg|pdf OUT [--at TIME] [--days N] [--dark]\n"
    "      the chart of the forecast: the days before it, its 24 hours with their 80 % band, and the "
    "three zones\n"
    "  export png|svg|pdf OUT --trend [--at TIME] [--days N] [--dark]\n"
    "      the chart of the trend: the score of each day, and its values in the normal range\n"
    "  export png|svg|pdf OUT --ecg ID [--speed 25|50] [--gain 5|10|20] [--filter HZ,…] [--from S] "
    "[--seconds S]\n"
    "                         [--no-peaks] [--with-name] [--dark]\n"
    "      an ECG on calibrated paper: true to scale in PDF, which is always light\n"
    "  export csv|edf OUT --ecg ID [--with-name]\n"
    "      an ECG’s samples, as Apple Health writes them or as EDF+\n"
    "  export png|svg|pdf OUT FILE|--reading ID|--ecg ID|--rr ID --chart CHART [--from MOMENT] "
    "[--to MOMENT] [--dark]\n"
    "      a chart of a rhythm: of its beats one by one (tachogram), or of its metrics\n"
    "  export csv|json OUT FILE|--reading ID|--ecg ID|--rr ID --what WHAT [--from MOMENT] "
    "[--to MOMENT]\n"
    "      its intervals as measured and as corrected, its beats, metrics, or how these moved\n"
    "  export labels OUT.csv\n"
    "      the labels and notes of all recordings, as “label --csv” reads them\n"
    "  export safetensors OUT [--model ID]\n"
    "      the weights of a model, under PyTorch’s names\n\n"
    "FILE and MOMENT are as for “hrv”. Name and birth date are written with “--with-name” only."),
  .run = run,
};
