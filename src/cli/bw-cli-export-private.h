/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/bw-cli-output.h"
#include "cli/bw-cli-rhythm.h"
#include "plot/bw-plot-save.h"

G_BEGIN_DECLS

/* `export` writes one of several things; each is a file of its own. */

/* The options of `export`, as they were given. */
typedef struct
{
  BwCliRhythmOptions rhythm; /* its @ecg is the recording, and @from where its picture begins */
  gint64 model;       /* of the comparator; 0: the one in use */

  gboolean trend;     /* rather than the forecast's chart */
  gboolean readings;  /* the trend's: with single readings rather than the score */
  char *at;           /* the forecast's chart, and the trend's */
  char *days;
  gboolean dark;      /* pictures */

  char *speed;        /* the recording's picture */
  char *gain;
  char *filter;
  char *seconds;
  gboolean no_peaks;
  gboolean with_name; /* and its files */

  char *chart;        /* of a rhythm */
  char *what;
} BwCliExportOptions;

/* `export png|svg|pdf OUT`
 * Returns: (transfer full): the file's bytes; %NULL with @error */
GBytes *bw_cli_export_forecast (BwCli                     *cli,
                                const BwCliExportOptions  *options,
                                BwPlotFormat               format,
                                GError                   **error);

/* `export png|svg|pdf OUT --trend`
 * Returns: (transfer full): the file's bytes; %NULL with @error */
GBytes *bw_cli_export_trend (BwCli                     *cli,
                             const BwCliExportOptions  *options,
                             BwPlotFormat               format,
                             GError                   **error);

/* `export png|svg|pdf OUT --ecg ID`
 * @named: (out): whether a name or a birth date stands on it
 * Returns: (transfer full): the file's bytes; %NULL with @error */
GBytes *bw_cli_export_ecg_picture (BwCli                     *cli,
                                   const BwCliExportOptions  *options,
                                   BwPlotFormat               format,
                                   gboolean                  *named,
                                   GError                   **error);

/* `export csv|edf OUT --ecg ID` */
gboolean bw_cli_export_ecg_file (BwCli                     *cli,
                                 const BwCliExportOptions  *options,
                                 gboolean                   edf,
                                 const char                *path,
                                 gboolean                  *named,
                                 GError                   **error);

/* `export png|svg|pdf OUT [FILE|--reading ID|--ecg ID|--rr ID] --chart CHART`
 * Returns: (transfer full): the file's bytes; %NULL with @error */
GBytes *bw_cli_export_rhythm_picture (BwCli                     *cli,
                                      const BwCliExportOptions  *options,
                                      BwPlotFormat               format,
                                      GError                   **error);

/* `export csv|json OUT [FILE|--reading ID|--ecg ID|--rr ID] --what WHAT` */
gboolean bw_cli_export_rhythm_data (BwCli                     *cli,
                                    const BwCliExportOptions  *options,
                                    gboolean                   json,
                                    const char                *path,
                                    GError                   **error);

/* `export labels OUT.csv`
 * @n: (out): recordings in it */
gboolean bw_cli_export_labels (BwCli       *cli,
                               const char  *path,
                               guint       *n,
                               GError     **error);

/* `export safetensors OUT`
 * @id: (out): the model's */
gboolean bw_cli_export_model (BwCli                     *cli,
                              const BwCliExportOptions  *options,
                              const char                *path,
                              gint64                    *id,
                              GError                   **error);

G_END_DECLS
