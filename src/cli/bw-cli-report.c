/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "cli/bw-cli-output.h"
#include "export/bw-export-file.h"
#include "report/bw-day-report.h"
#include "report/bw-month-report.h"
#include "store/bw-imports.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  char *day;
  char *month;
  char *paper;
  gboolean with_name;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->day);
  g_free (options->month);
  g_free (options->paper);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* "2023-09" */
static gboolean
parse_month (const char  *text,
             int         *year,
             int         *month,
             GError     **error)
{
  g_autofree char *day = g_strdup_printf ("%s-01", text);
  gint64 days;
  int unused;

  if (strlen (text) != strlen ("2023-09") || !bw_time_parse_day (day, &days))
    return bw_cli_set_usage_error (error, _("“--month” is a year and a month such as 2023-09, not “%s”"),
                                   text);
  bw_time_civil_from_days (days, year, month, &unused);
  return TRUE;
}

static GBytes *
render_month (BwCli                  *cli,
              BwLibrary              *library,
              const char             *text,
              const BwReportOptions  *options,
              GError                **error)
{
  int year, month;

  if (!parse_month (text, &year, &month, error))
    return NULL;
  return bw_month_report_render (library, cli->measure, year, month, options, cli->progress,
                                 cli->cancellable, error);
}

static GBytes *
render_day (BwCli                  *cli,
            BwLibrary              *library,
            const char             *text,
            const BwReportOptions  *options,
            GError                **error)
{
  gint64 day;

  if (!bw_time_parse_day (text, &day))
    {
      bw_cli_set_usage_error (error, _("“--day” is a day such as 2023-09-21, not “%s”"), text);
      return NULL;
    }
  return bw_day_report_render (library, cli->measure, day, options, cli->progress, cli->cancellable,
                               error);
}

static gboolean
run (BwCli   *cli,
     GError **error)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "day", 0, 0, G_OPTION_ARG_STRING, &options.day, N_("Of a day"), N_("DATE") },
    { "month", 0, 0, G_OPTION_ARG_STRING, &options.month, N_("Of a month"), N_("YYYY-MM") },
    { "paper", 0, 0, G_OPTION_ARG_STRING, &options.paper, N_("Paper (what the locale prints on)"),
      "a4|letter" },
    { "with-name", 0, 0, G_OPTION_ARG_NONE, &options.with_name,
      N_("With the person’s name and birth date"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) words = NULL;
  BwReportOptions report = { .paper = bw_paper_get_default () };
  g_autoptr (BwLibrary) library = NULL;
  g_autofree char *name = NULL, *born = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize length;
  const char *data;

  if (!bw_cli_parse (cli, entries, 1, 1, &words, error))
    return FALSE;
  if (options.paper != NULL && !bw_paper_from_id (options.paper, &report.paper))
    return bw_cli_set_usage_error (error, _("“%s” is one of %s, not “%s”"), "--paper", "a4, letter",
                                   options.paper);
  if ((options.month != NULL) + (options.day != NULL) != 1)
    return bw_cli_set_usage_error (error, _("It takes one of “--day DATE” and “--month YYYY-MM”"));
  library = bw_cli_open_library (cli, BW_LIBRARY_READ, error);
  if (library == NULL)
    return FALSE;
  if (options.with_name)
    {
      report.person_name = name = bw_library_get_characteristic (library, "name");
      report.date_of_birth = born = bw_library_get_characteristic (library, "date-of-birth");
    }
  bytes = options.day != NULL ? render_day (cli, library, options.day, &report, error)
                              : render_month (cli, library, options.month, &report, error);
  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &length);
  return bw_export_write_file (words[0], data, length, cli->cancellable, error);
}

const BwCliVerb bw_cli_verb_report = {
  .name = "report",
  .arguments = N_("OUT.pdf"),
  .summary = N_("Write a report for paper"),
  .run = run,
};
