/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-export-ways.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Whether a rhythm is named in a way that only it is; an ECG is a recording too. */
static gboolean
is_rhythm (const BwCliExportOptions *options)
{
  const BwCliRhythmOptions *rhythm = &options->rhythm;

  return rhythm->file != NULL || rhythm->reading != 0 || rhythm->rr != 0;
}

/* Which picture is wanted: exactly one of these four. */
static gboolean
is_chart (const BwCliExportOptions *options)
{
  return options->chart != NULL || is_rhythm (options);
}

static gboolean
is_ecg (const BwCliExportOptions *options)
{
  return !is_chart (options) && options->rhythm.ecg != 0;
}

static gboolean
is_trend (const BwCliExportOptions *options)
{
  return !is_chart (options) && !is_ecg (options) && options->trend;
}

static gboolean
is_forecast (const BwCliExportOptions *options)
{
  return !is_chart (options) && !is_ecg (options) && !options->trend;
}

static gboolean
is_data (const BwCliExportOptions *options)
{
  return options->what != NULL || is_rhythm (options);
}

static gboolean
is_table (const BwCliExportOptions *options)
{
  return options->table != NULL;
}

static gboolean
check_picture (const BwCliExportOptions  *options,
               const char                *kind,
               GError                   **error)
{
  if (options->dark && strcmp (kind, "pdf") == 0)
    return bw_cli_set_usage_error (error, _("“%s” does not go with “%s”"), "--dark", kind);
  return TRUE;
}

static gboolean
check_file (const BwCliExportOptions  *options,
            const char                *kind,
            GError                   **error)
{
  if (strcmp (kind, "csv") == 0 && !bw_cli_rhythm_is_named (&options->rhythm))
    return bw_cli_rhythm_check (&options->rhythm, TRUE, error);
  if (strcmp (kind, "csv") == 0 && options->no_peaks)
    return bw_cli_set_usage_error (error, _("“%s” does not go with “%s”"), "--no-peaks", kind);
  if (options->rhythm.ecg == 0)
    return bw_cli_set_usage_error (error, _("“%s” needs “--ecg ID”"), kind);
  return TRUE;
}

static void
tell_forecast (const BwCliExportOptions *options,
               const BwCliExported      *exported,
               const char               *shown)
{
  g_print (_("Wrote the forecast’s chart to “%s”.\n"), shown);
}

static void
tell_trend (const BwCliExportOptions *options,
            const BwCliExported      *exported,
            const char               *shown)
{
  g_print (_("Wrote the chart of the trend to “%s”.\n"), shown);
}

static void
tell_chart (const BwCliExportOptions *options,
            const BwCliExported      *exported,
            const char               *shown)
{
  g_print (_("Wrote the chart to “%s”.\n"), shown);
}

static void
tell_data (const BwCliExportOptions *options,
           const BwCliExported      *exported,
           const char               *shown)
{
  g_print (_("Wrote the data to “%s”.\n"), shown);
}

static void
tell_recording (const BwCliExportOptions *options,
                const BwCliExported      *exported,
                const char               *shown)
{
  g_print (_("Wrote the recording to “%s”.\n"), shown);
  if (options->with_name && !exported->named)
    g_print (_("The library holds neither name nor birth date.\n"));
}

static void
tell_labels (const BwCliExportOptions *options,
             const BwCliExported      *exported,
             const char               *shown)
{
  g_print (g_dngettext (GETTEXT_PACKAGE, "Wrote the labels of %u recording to “%s”.\n",
                        "Wrote the labels of %u recordings to “%s”.\n", exported->n),
           exported->n, shown);
}

static void
tell_model (const BwCliExportOptions *options,
            const BwCliExported      *exported,
            const char               *shown)
{
  const BwExportedModel *model = &exported->model;
  g_autofree char *golden = NULL;

  g_print (_("Wrote model %lld to “%s”.\n"), (long long) model->model_id, shown);
  if (model->golden_path == NULL)
    return;
  golden = bw_cli_format_path (model->golden_path);
  g_print (g_dngettext (GETTEXT_PACKAGE,
                        "Wrote %u window for a check to “%s”; of your own data: %u.\n",
                        "Wrote %u windows for a check to “%s”; of your own data: %u.\n",
                        model->n_golden),
           model->n_golden, golden, model->n_own);
}

static const BwCliExportWay ways[] = {
  {
    .way = WAY_FORECAST,
    .kinds = { "png", "svg", "pdf" },
    .wanted = is_forecast,
    .run = bw_cli_export_forecast,
    .tell = tell_forecast,
    /* xgettext:no-c-format */
    .help = N_("  export png|svg|pdf OUT [--at TIME] [--days N] [--dark]\n"
               "      the chart of the forecast: the days before it, its 24 hours with their 80 % "
               "band, and the three zones\n"),
  },
  {
    .way = WAY_TREND,
    .kinds = { "png", "svg", "pdf" },
    .wanted = is_trend,
    .run = bw_cli_export_trend,
    .tell = tell_trend,
    .help = N_("  export png|svg|pdf OUT --trend [--at TIME] [--days N] [--dark]\n"
               "      the chart of the trend: the score of each day, and its values in the normal "
               "range\n"),
  },
  {
    .way = WAY_PICTURE,
    .kinds = { "png", "svg", "pdf" },
    .wanted = is_ecg,
    .option = "--ecg",
    .check = check_picture,
    .run = bw_cli_export_ecg_picture,
    .tell = tell_recording,
    .help = N_("  export png|svg|pdf OUT --ecg ID [--speed 25|50] [--gain 5|10|20] [--filter HZ,…] "
               "[--from S] [--seconds S]\n"
               "                         [--no-peaks] [--with-name] [--dark]\n"
               "      an ECG on calibrated paper: true to scale in PDF, which is always light\n"),
  },
  {
    .way = WAY_CHART,
    .kinds = { "png", "svg", "pdf" },
    .option = "--chart",
    .run = bw_cli_export_rhythm_picture,
    .tell = tell_chart,
    .help = N_("  export png|svg|pdf OUT FILE|--reading ID|--ecg ID|--rr ID --chart CHART [--from "
               "MOMENT] [--to MOMENT] [--dark]\n"
               "      a chart of a rhythm: of its beats one by one (tachogram), or of its "
               "metrics\n"),
  },
  {
    .way = WAY_TABLE,
    .kinds = { "csv", "json" },
    .wanted = is_table,
    .option = "--table",
    .run = bw_cli_export_table,
    .tell = bw_cli_export_tell_rows,
    .help = N_("  export csv|json OUT --table NAME [--from TIME] [--to TIME]\n"
               "      a table, as the app shows it: readings, hourly, days, ecgs, heart-rate …; "
               "“--table help” lists them\n"),
  },
  {
    .way = WAY_DATA,
    .kinds = { "csv", "json" },
    .wanted = is_data,
    .option = "--what",
    .run = bw_cli_export_rhythm_data,
    .tell = tell_data,
    .help = N_("  export csv|json OUT FILE|--reading ID|--ecg ID|--rr ID --what WHAT [--from "
               "MOMENT] [--to MOMENT]\n"
               "      a rhythm’s intervals as measured and as corrected, its beats, metrics, or how "
               "these moved\n"),
  },
  {
    /* So that it says what is missing. */
    .way = WAY_DATA,
    .kinds = { "json" },
    .run = bw_cli_export_rhythm_data,
    .tell = tell_data,
  },
  {
    .way = WAY_FILE,
    .kinds = { "csv", "edf" },
    .check = check_file,
    .run = bw_cli_export_ecg_file,
    .tell = tell_recording,
    .help = N_("  export csv|edf OUT --ecg ID [--with-name] [--no-peaks]\n"
               "      an ECG’s samples, as Apple Health writes them, or as EDF+ with its label, R peaks "
               "and flaws\n"),
  },
  {
    .way = WAY_LABELS,
    .kinds = { "labels" },
    .run = bw_cli_export_labels,
    .tell = tell_labels,
    .help = N_("  export labels OUT.csv\n"
               "      the labels and notes of all recordings, as “label --csv” reads them\n"),
  },
  {
    .way = WAY_TABLES,
    .kinds = { "tables" },
    .run = bw_cli_export_tables,
    .tell = bw_cli_export_tell_rows,
    .help = N_("  export tables OUT.zip [--from TIME] [--to TIME]\n"
               "      all tables, as CSV and as JSON, with what their columns mean\n"),
  },
  {
    .way = WAY_DICTIONARY,
    .kinds = { "dictionary" },
    .run = bw_cli_export_dictionary,
    .tell = bw_cli_export_tell_dictionary,
    .help = N_("  export dictionary OUT.csv|OUT.json|OUT.md\n"
               "      what the columns of the tables mean, and their units\n"),
  },
  {
    .way = WAY_DICTIONARY,
    .kinds = { "datasette" },
    .run = bw_cli_export_datasette,
    .tell = bw_cli_export_tell_dictionary,
    .help = N_("  export datasette OUT.json\n"
               "      the same of the library file itself, as Datasette’s metadata\n"),
  },
  {
    .way = WAY_MODEL,
    .kinds = { "coreml", "onnx", "safetensors" },
    .run = bw_cli_export_model,
    .tell = tell_model,
    .help = N_("  export coreml|onnx OUT [--model ID] [--golden N]\n"
               "      a trained model for a phone or another program: the forecast’s in use, or where "
               "there is none the one\n"
               "      that tells fasting from after glucose; --golden: N windows of your data, and what "
               "Beatwise says of\n"
               "      them, in OUT.golden.json\n"
               "  export safetensors OUT [--model ID] [--golden N]\n"
               "      the weights of a model, under PyTorch’s names; the README has the lines that load "
               "them there\n"),
  },
  {
    .way = WAY_LINES,
    .kinds = { "line-protocol" },
    .run = bw_cli_export_lines,
    .tell = bw_cli_export_tell_lines,
    .help = N_("  export line-protocol OUT [--from TIME] [--to TIME] [--measurements M,…] "
               "[--with-name]\n"
               "      points for InfluxDB, in nanoseconds; a device’s name, which is often its owner’s "
               "too, is in the tag “source”;\n"
               "      M is one of:\n"
               "        hrv                 rmssd, sdnn (ms); by the tag “measure”, which is rmssd "
               "(from beats), rmssd-imported\n"
               "                            or sdnn; what the app does not count is rmssd_left_out "
               "and sdnn_left_out\n"
               "        heart_rate          bpm\n"
               "        resting_heart_rate  bpm\n"
               "        sleep               minutes, by the tag “stage”\n"
               "        activity            steps, active_kcal\n"
               "        fatigue             the forecasts that were kept: score, score_low, "
               "score_high, zone, median_ms …;\n"
               "                            by the tags “kind”, which is now or forecast, “ahead” "
               "(hours), “measure” and “model”\n"),
  },
  {
    .way = WAY_SHARE,
    .kinds = { "share" },
    .run = bw_cli_export_share,
    .tell = bw_cli_export_tell_share,
    .help = N_("  export share OUT.zip [ID…] [--labelled] [--from TIME] [--to TIME] [--with-notes] "
               "[--list]\n"
               "      ECGs (all, or those) and their labels to pass on: without name, birth date, "
               "sex, device, symptoms, names\n"
               "      of files and readers, and time zone, and with dates shifted by a secret "
               "number of days that is the same\n"
               "      for all shares of a library. Whoever has another ECG of the person may "
               "still recognise them by it.\n"),
  },
};

static gboolean
is_of_kind (const BwCliExportWay *way,
            const char           *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (way->kinds) && way->kinds[i] != NULL; i++)
    if (strcmp (way->kinds[i], kind) == 0)
      return TRUE;
  return FALSE;
}

/* "png, svg, …". Returns: (transfer full) */
static char *
list_kinds (void)
{
  g_autoptr (GPtrArray) kinds = g_ptr_array_new ();

  for (guint w = 0; w < G_N_ELEMENTS (ways); w++)
    for (guint i = 0; i < G_N_ELEMENTS (ways[w].kinds) && ways[w].kinds[i] != NULL; i++)
      if (!g_ptr_array_find_with_equal_func (kinds, ways[w].kinds[i], g_str_equal, NULL))
        g_ptr_array_add (kinds, (char *) ways[w].kinds[i]);
  g_ptr_array_add (kinds, NULL);
  return g_strjoinv (", ", (char **) kinds->pdata);
}

const BwCliExportWay *
bw_cli_export_find_way (const BwCliExportOptions  *options,
                        const char                *kind,
                        GError                   **error)
{
  g_autofree char *kinds = NULL;

  for (guint w = 0; w < G_N_ELEMENTS (ways); w++)
    if (is_of_kind (&ways[w], kind) && (ways[w].wanted == NULL || ways[w].wanted (options)))
      return &ways[w];
  kinds = list_kinds ();
  bw_cli_set_usage_error (error, _("The kind is one of %s, not “%s”"), kinds, kind);
  return NULL;
}

char *
bw_cli_export_describe (void)
{
  GString *text = g_string_new (_("It writes one of these:\n"));

  for (guint w = 0; w < G_N_ELEMENTS (ways); w++)
    if (ways[w].help != NULL)
      g_string_append (text, _(ways[w].help));
  g_string_append (text,
                   _("\nFILE and MOMENT are as for “hrv”. Name and birth date are written with "
                     "“--with-name” only."));
  return g_string_free (text, FALSE);
}
