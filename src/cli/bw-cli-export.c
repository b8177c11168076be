/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-export-private.h"
#include "export/bw-export-file.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/* The things that `export` writes. */
enum
{
  WAY_FORECAST = 1 << 0,
  WAY_PICTURE = 1 << 1, /* of a recording */
  WAY_FILE = 1 << 2,    /* of a recording */
  WAY_LABELS = 1 << 3,
  WAY_MODEL = 1 << 4,
  WAY_TREND = 1 << 5,
  WAY_CHART = 1 << 6, /* of a rhythm */
  WAY_DATA = 1 << 7,  /* of a rhythm */
  WAY_LINES = 1 << 8, /* of line protocol */
  WAY_TABLE = 1 << 9,
  WAY_TABLES = 1 << 10,
  WAY_DICTIONARY = 1 << 11,
  WAY_SHARE = 1 << 12,
  WAYS_RHYTHM = WAY_CHART | WAY_DATA,
  WAYS_SPAN = WAY_LINES | WAY_TABLE | WAY_TABLES | WAY_SHARE, /* of time */
};

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

/* A thing that `export` writes: of those of the kind that was said, the first that is wanted. */
typedef struct
{
  guint way;
  const char *kinds[4];
  gboolean (*wanted) (const BwCliExportOptions *options);  /* (nullable): always */
  const char *option;                                      /* (nullable): that may have chosen it */
  gboolean (*check) (const BwCliExportOptions  *options,   /* (nullable): of what was said */
                     const char                *kind,
                     GError                   **error);
  BwCliExportRun run;
  void (*tell) (const BwCliExportOptions *options,
                const BwCliExported      *exported,
                const char               *shown);
  const char *help;                                        /* (nullable): said by another row */
} Way;

static const Way ways[] = {
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
is_of_kind (const Way  *way,
            const char *kind)
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

/* What is to be written. Returns: (nullable) */
static const Way *
find_way (const BwCliExportOptions  *options,
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

/* That nothing was said that goes with something else. */
static gboolean
check_options (const BwCliExportOptions  *options,
               const Way                 *way,
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
  const Way *way;

  if (!bw_cli_parse (cli, entries, 2, 0, &words, error))
    return FALSE;
  /* Only a share is of several things. */
  if (strcmp (words[0], "share") == 0)
    options.ids = words + 2;
  else if (words[2] != NULL && words[3] != NULL)
    return bw_cli_set_usage_error (error, _("“%s” is one too many"), words[3]);
  else
    options.rhythm.file = g_strdup (words[2]);
  way = find_way (&options, words[0], error);
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

static char *
describe (void)
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

const BwCliVerb bw_cli_verb_export = {
  .name = "export",
  .arguments = N_("KIND OUT [FILE]"),
  .summary = N_("Write charts, recordings, tables, models and shares to a file"),
  .describe = describe,
  .run = run,
};
