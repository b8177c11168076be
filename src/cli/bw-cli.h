/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-forecast.h"
#include "store/bw-library.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* beatwise-cli: every job without a display. General options stand before the verb; each verb is a
 * file of its own (bw-cli-import.c …) and a row of the table in bw-cli.c. */

#define BW_CLI_EXIT_DONE 0
#define BW_CLI_EXIT_FAILED 1
#define BW_CLI_EXIT_USAGE 2

typedef struct _BwCli BwCli;
typedef struct _BwCliVerb BwCliVerb;

struct _BwCliVerb
{
  const char *name;        /* "import", "forecast train" */
  const char *arguments;   /* (nullable): "PATH…"; translated when shown */
  const char *summary;     /* one line, translated when shown */
  const char *description; /* (nullable): what stands below the options in --help; likewise */
  char *(*describe) (void); /* (nullable): the same where it is put together, translated already */
  gboolean (*run) (BwCli   *cli,
                   GError **error);
};

/* One run of the program. */
struct _BwCli
{
  char *library_path;
  BwMeasure measure;        /* for this run; AUTO: the library's */
  gboolean json;
  gboolean quiet;
  gboolean colour;          /* standard output is a terminal that shows colours */

  const BwCliVerb *verb;
  char **arguments;         /* what follows the verb */
  gboolean helped;          /* --help was asked for and answered */

  BwProgress *progress;     /* (nullable): %NULL where nobody is to see it */
  GCancellable *cancellable;
};

/* Runs the program and returns its exit status: 0 done, 1 failed, 2 usage, 130 after Ctrl-C. */
int bw_cli_main (int    argc,
                 char **argv);

/**
 * bw_cli_parse:
 * @entries: (nullable): the verb's options
 * @words: (out) (transfer full): what is left, as the system gave it
 * @min, @max: how many words there may be; @max 0 for no limit
 *
 * Returns: whether to go on. %FALSE without @error (and with cli->helped) after `--help`
 */
gboolean bw_cli_parse (BwCli                *cli,
                       const GOptionEntry   *entries,
                       guint                 min,
                       guint                 max,
                       char               ***words,
                       GError              **error);

/* Fills @error with a usage error (exit status 2). Returns: %FALSE */
gboolean bw_cli_set_usage_error (GError     **error,
                                 const char  *format,
                                 ...) G_GNUC_PRINTF (2, 3);

/* The library of --library, made where absent; interrupted by Ctrl-C. For reading, a library that
 * is there is not touched. */
BwLibrary *bw_cli_open_library (BwCli          *cli,
                                BwLibraryMode   mode,
                                GError        **error);

/* That what is written to @path destroys neither the library nor @input, the file that it is made
 * from (nullable). */
gboolean bw_cli_check_output (BwCli       *cli,
                              const char  *path,
                              const char  *input,
                              GError     **error);

/* A time as people give it: a day `2023-09-21`, or ISO 8601. Without an offset it is a time in
 * @zone. A day means its first instant, or with @whole_day the first instant after it. */
gboolean bw_cli_parse_time (const char  *text,
                            GTimeZone   *zone,
                            gboolean     whole_day,
                            gint64      *time_ms,
                            GError     **error);

/* The span of --from and --to, either of which may be %NULL: all time without both. */
gboolean bw_cli_parse_span (const char  *from,
                            const char  *to,
                            GTimeZone   *zone,
                            gint64      *from_ms,
                            gint64      *to_ms,
                            GError     **error);

/* For verbs that take --from and --to alone: reads those, and opens the library.
 * Returns: (transfer full): %NULL with @error */
BwLibrary *bw_cli_open_span (BwCli   *cli,
                             gint64  *from_ms,
                             gint64  *to_ms,
                             GError **error);

/* The number behind @option, in @min … @max and with a point in every language. Where @text is
 * %NULL the option was not given, and @value stays as it is. */
gboolean bw_cli_parse_number (const char  *option,
                              const char  *text,
                              double       min,
                              double       max,
                              double      *value,
                              GError     **error);

/* The ID of a recording. */
gboolean bw_cli_parse_id (const char  *text,
                          gint64      *id,
                          GError     **error);

/* An option of a verb that does several things, and with which of them it goes. */
typedef struct
{
  const char *option; /* "--note" */
  gboolean given;
  guint ways;         /* bits, the verb's own */
} BwCliUse;

/* That every option given goes with the one @way; @way_name: what people know it by, "--meal". */
gboolean bw_cli_check_uses (const BwCliUse  *uses,
                            guint            n_uses,
                            guint            way,
                            const char      *way_name,
                            GError         **error);

/* "auto", "rmssd" … */
gboolean bw_cli_parse_measure (const char  *text,
                               BwMeasure   *measure,
                               GError     **error);

/* The verbs. */
extern const BwCliVerb bw_cli_verb_sample;
extern const BwCliVerb bw_cli_verb_import;
extern const BwCliVerb bw_cli_verb_info;
extern const BwCliVerb bw_cli_verb_readings;
extern const BwCliVerb bw_cli_verb_rr;
extern const BwCliVerb bw_cli_verb_rr_delete;
extern const BwCliVerb bw_cli_verb_hourly;
extern const BwCliVerb bw_cli_verb_trend;
extern const BwCliVerb bw_cli_verb_hrv;
extern const BwCliVerb bw_cli_verb_beats;
extern const BwCliVerb bw_cli_verb_rpeaks;
extern const BwCliVerb bw_cli_verb_forecast_train;
extern const BwCliVerb bw_cli_verb_forecast_import;
extern const BwCliVerb bw_cli_verb_forecast_run;
extern const BwCliVerb bw_cli_verb_forecast_weights;
extern const BwCliVerb bw_cli_verb_forecast_history;
extern const BwCliVerb bw_cli_verb_alerts_set;
extern const BwCliVerb bw_cli_verb_alerts_take;
extern const BwCliVerb bw_cli_verb_alerts;
extern const BwCliVerb bw_cli_verb_forecast_backtest;
extern const BwCliVerb bw_cli_verb_measure;
extern const BwCliVerb bw_cli_verb_note_add;
extern const BwCliVerb bw_cli_verb_note_list;
extern const BwCliVerb bw_cli_verb_note_remove;
extern const BwCliVerb bw_cli_verb_ecgs;
extern const BwCliVerb bw_cli_verb_label;
extern const BwCliVerb bw_cli_verb_comparator_train;
extern const BwCliVerb bw_cli_verb_comparator_evaluate;
extern const BwCliVerb bw_cli_verb_comparator_predict;
extern const BwCliVerb bw_cli_verb_comparator_models;
extern const BwCliVerb bw_cli_verb_comparator_compare;
extern const BwCliVerb bw_cli_verb_comparator_use;
extern const BwCliVerb bw_cli_verb_comparator_name;
extern const BwCliVerb bw_cli_verb_comparator_delete;
extern const BwCliVerb bw_cli_verb_comparator_import;
extern const BwCliVerb bw_cli_verb_export;
extern const BwCliVerb bw_cli_verb_report;
extern const BwCliVerb bw_cli_verb_check;

G_END_DECLS
