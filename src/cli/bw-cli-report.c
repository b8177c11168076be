/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "cli/bw-cli-output.h"
#include "cli/bw-cli-rhythm.h"
#include "export/bw-export-file.h"
#include "report/bw-day-report.h"
#include "report/bw-month-report.h"
#include "report/bw-rhythm-report.h"
#include "store/bw-imports.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/* What a report is of. */
enum {
  WAY_RHYTHM = 1 << 0,
  WAY_DAY = 1 << 1,
  WAY_MONTH = 1 << 2,
};

typedef struct
{
  BwCliRhythmOptions rhythm;
  char *day;
  char *month;
  char *paper;
  gboolean with_name;

  guint way;
  gint64 day_count;
  int year, month_number;
  BwReportOptions report;
} Options;

static void
options_clear (Options *options)
{
  bw_cli_rhythm_options_clear (&options->rhythm);
  g_free (options->day);
  g_free (options->month);
  g_free (options->paper);
  g_free ((char *) options->report.person_name);
  g_free ((char *) options->report.date_of_birth);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* "2023-09" */
static gboolean
parse_month (Options  *options,
             GError  **error)
{
  g_autofree char *first = g_strdup_printf ("%s-01", options->month);
  gint64 days;
  int unused;

  if (strlen (options->month) != strlen ("2023-09") || !bw_time_parse_day (first, &days))
    return bw_cli_set_usage_error (error,
                                   _("“--month” is a year and a month such as 2023-09, not “%s”"),
                                   options->month);
  bw_time_civil_from_days (days, &options->year, &options->month_number, &unused);
  return TRUE;
}

/* Before a library is opened. */
static gboolean
check (Options  *options,
       GError  **error)
{
  const BwCliRhythmOptions *rhythm = &options->rhythm;
  const BwCliUse uses[] = {
    { "--from", rhythm->from != NULL, WAY_RHYTHM },
    { "--to", rhythm->to != NULL, WAY_RHYTHM },
    { "--threshold", rhythm->threshold != NULL, WAY_RHYTHM },
    { "--no-correction", rhythm->no_correction, WAY_RHYTHM },
    { "--detrend", rhythm->detrend, WAY_RHYTHM },
    { "--window", rhythm->window != NULL, WAY_RHYTHM },
    { "--without-edits", rhythm->without_edits, WAY_RHYTHM },
    { "--rate", rhythm->rate != NULL, WAY_RHYTHM },
  };
  gboolean named = bw_cli_rhythm_is_named (rhythm);

  options->report.paper = bw_paper_get_default ();
  if (options->paper != NULL && !bw_paper_from_id (options->paper, &options->report.paper))
    return bw_cli_set_usage_error (error, _("“%s” is one of %s, not “%s”"), "--paper", "a4, letter",
                                   options->paper);
  if (named + (options->day != NULL) + (options->month != NULL) != 1)
    return bw_cli_set_usage_error (error, _("It takes one of FILE, “--reading ID”, “--ecg ID”, “--rr "
                                            "ID”, “--day DATE” and “--month YYYY-MM”"));
  if (named)
    {
      options->way = WAY_RHYTHM;
      return bw_cli_rhythm_check (rhythm, TRUE, error);
    }
  options->way = options->day != NULL ? WAY_DAY : WAY_MONTH;
  if (options->day != NULL && !bw_time_parse_day (options->day, &options->day_count))
    return bw_cli_set_usage_error (error, _("“--day” is a day such as 2023-09-21, not “%s”"),
                                   options->day);
  if (options->month != NULL && !parse_month (options, error))
    return FALSE;
  return bw_cli_check_uses (uses, G_N_ELEMENTS (uses), options->way,
                            options->day != NULL ? "--day" : "--month", error);
}

/* @library: (nullable): of a file */
static GBytes *
render_rhythm (BwCli          *cli,
               BwLibrary      *library,
               const Options  *options,
               GError        **error)
{
  g_autoptr (BwRhythm) rhythm = bw_cli_rhythm_open (cli, library, &options->rhythm, error);
  double from_ms, to_ms, age_years;

  if (rhythm == NULL
      || !bw_cli_rhythm_get_stretch (rhythm, &options->rhythm, &from_ms, &to_ms, error))
    return NULL;
  age_years = library != NULL ? bw_cli_rhythm_get_age (library, rhythm) : -1;
  return bw_rhythm_report_render (rhythm, from_ms, to_ms, age_years, &options->report, cli->progress,
                                  cli->cancellable, error);
}

static GBytes *
render (BwCli    *cli,
        Options  *options,
        GError  **error)
{
  g_autoptr (BwLibrary) library = NULL;

  if (options->rhythm.file == NULL)
    {
      library = bw_cli_open_library (cli, BW_LIBRARY_READ, error);
      if (library == NULL)
        return NULL;
    }
  if (options->with_name && library != NULL)
    {
      options->report.person_name = bw_library_get_characteristic (library, "name");
      options->report.date_of_birth = bw_library_get_characteristic (library, "date-of-birth");
    }
  switch (options->way)
    {
    case WAY_DAY:
      return bw_day_report_render (library, cli->measure, options->day_count, &options->report,
                                   cli->progress, cli->cancellable, error);
    case WAY_MONTH:
      return bw_month_report_render (library, cli->measure, options->year, options->month_number,
                                     &options->report, cli->progress, cli->cancellable, error);
    default:
      return render_rhythm (cli, library, options, error);
    }
}

static void
print (BwCli         *cli,
       const Options *options,
       const char    *path)
{
  gboolean named = options->report.person_name != NULL || options->report.date_of_birth != NULL;
  g_autofree char *shown = bw_cli_format_path (path);
  g_autoptr (JsonBuilder) builder = NULL;
  GStatBuf status = { 0 };

  if (!cli->json)
    {
      g_print (_("Wrote the report to “%s”.\n"), shown);
      if (options->with_name && !named)
        g_print (_("The library holds neither name nor birth date.\n"));
      return;
    }
  g_stat (path, &status);
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  bw_json_add_string (builder, "path", path);
  bw_json_add_int (builder, "size_bytes", status.st_size);
  bw_json_add_boolean (builder, "named", named);
  json_builder_end_object (builder);
  bw_cli_print_builder (builder);
}

static gboolean
run (BwCli   *cli,
     GError **error)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    BW_CLI_RHYTHM_SOURCE_ENTRIES (options.rhythm),
    { "day", 0, 0, G_OPTION_ARG_STRING, &options.day, N_("A day of the library"), N_("DATE") },
    { "month", 0, 0, G_OPTION_ARG_STRING, &options.month, N_("A month of the library"),
      N_("YYYY-MM") },
    BW_CLI_RHYTHM_STRETCH_ENTRIES (options.rhythm),
    BW_CLI_RHYTHM_HOW_ENTRIES (options.rhythm),
    BW_CLI_RHYTHM_RATE_ENTRY (options.rhythm),
    { "paper", 0, 0, G_OPTION_ARG_STRING, &options.paper, N_("Paper (what the locale prints on)"),
      "a4|letter" },
    { "with-name", 0, 0, G_OPTION_ARG_NONE, &options.with_name,
      N_("With the person’s name and birth date"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) words = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const char *data;
  gsize length;

  if (!bw_cli_parse (cli, entries, 1, 2, &words, error))
    return FALSE;
  options.rhythm.file = g_strdup (words[1]);
  if (!check (&options, error)
      || !bw_cli_check_output (cli, words[0], options.rhythm.file, error))
    return FALSE;
  bytes = render (cli, &options, error);
  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &length);
  if (!bw_export_write_file (words[0], data, length, cli->cancellable, error))
    return FALSE;
  bw_cli_clear_progress ();
  if (!bw_cli_is_stdout (words[0]))
    print (cli, &options, words[0]);
  return TRUE;
}

const BwCliVerb bw_cli_verb_report = {
  .name = "report",
  .arguments = N_("OUT.pdf [FILE]"),
  .summary = N_("Write a report for paper, as PDF"),
  .description = N_(
    "It is of one of these:\n"
    "  report OUT.pdf FILE|--reading ID|--ecg ID|--rr ID [--from MOMENT] [--to MOMENT]\n"
    "      a rhythm, or a stretch of it: its tachogram, what was corrected, its charts and all metrics\n"
    "  report OUT.pdf --day DATE\n"
    "      the readings and recordings of a day\n"
    "  report OUT.pdf --month YYYY-MM\n"
    "      a month: a calendar, the trend, a table by day, notes\n\n"
    "FILE and MOMENT are as for “hrv”. Name and birth date are written with “--with-name” only. A report "
    "is no\nmedical finding."),
  .run = run,
};
