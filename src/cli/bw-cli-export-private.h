/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/bw-cli-output.h"
#include "cli/bw-cli-rhythm.h"
#include "export/bw-export-line-protocol.h"
#include "export/bw-export-model.h"
#include "export/bw-export-share.h"
#include "plot/bw-plot-save.h"

G_BEGIN_DECLS

/* `export` writes one of several things; each is a file of its own. */

/* The options of `export`, as they were given. */
typedef struct
{
  BwCliRhythmOptions rhythm; /* its @ecg is the recording, and @from where its picture begins */
  gint64 model;       /* 0: the one in use */
  char *golden;       /* of a model: so many windows beside it */

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

  char *measurements; /* of line protocol */

  char *table;        /* id of a table, or "help" */

  char *const *ids;   /* (nullable) (unowned): words after OUT: of a share the recordings */
  gboolean labelled;  /* a share */
  gboolean with_notes;
  gboolean list;
} BwCliExportOptions;

/* What there is to tell of what was written. */
typedef struct
{
  gboolean named;     /* a name or a birth date stands in it */
  guint n;            /* recordings */
  BwExportedModel model; /* its model_id 0: none */
  gboolean has_lines; /* points of line protocol */
  BwExportLinesCounts lines;
  gboolean has_rows;  /* of tables */
  guint64 rows;
  BwShare *share;     /* (nullable) */
  gboolean is_help;   /* it was a question: nothing was written */
} BwCliExported;

/* What a way of `export` does: writes @path, or whatever leads there. @kind: the word that was said */
typedef gboolean (*BwCliExportRun) (BwCli                     *cli,
                                    const BwCliExportOptions  *options,
                                    const char                *kind,
                                    const char                *path,
                                    BwCliExported             *exported,
                                    GError                   **error);

/* `export png|svg|pdf OUT` */
gboolean bw_cli_export_forecast (BwCli                     *cli,
                                 const BwCliExportOptions  *options,
                                 const char                *kind,
                                 const char                *path,
                                 BwCliExported             *exported,
                                 GError                   **error);

/* `export png|svg|pdf OUT --trend` */
gboolean bw_cli_export_trend (BwCli                     *cli,
                              const BwCliExportOptions  *options,
                              const char                *kind,
                              const char                *path,
                              BwCliExported             *exported,
                              GError                   **error);

/* `export png|svg|pdf OUT --ecg ID` */
gboolean bw_cli_export_ecg_picture (BwCli                     *cli,
                                    const BwCliExportOptions  *options,
                                    const char                *kind,
                                    const char                *path,
                                    BwCliExported             *exported,
                                    GError                   **error);

/* `export csv|edf OUT --ecg ID` */
gboolean bw_cli_export_ecg_file (BwCli                     *cli,
                                 const BwCliExportOptions  *options,
                                 const char                *kind,
                                 const char                *path,
                                 BwCliExported             *exported,
                                 GError                   **error);

/* `export png|svg|pdf OUT [FILE|--reading ID|--ecg ID|--rr ID] --chart CHART` */
gboolean bw_cli_export_rhythm_picture (BwCli                     *cli,
                                       const BwCliExportOptions  *options,
                                       const char                *kind,
                                       const char                *path,
                                       BwCliExported             *exported,
                                       GError                   **error);

/* `export csv|json OUT [FILE|--reading ID|--ecg ID|--rr ID] --what WHAT` */
gboolean bw_cli_export_rhythm_data (BwCli                     *cli,
                                    const BwCliExportOptions  *options,
                                    const char                *kind,
                                    const char                *path,
                                    BwCliExported             *exported,
                                    GError                   **error);

/* `export labels OUT.csv` */
gboolean bw_cli_export_labels (BwCli                     *cli,
                               const BwCliExportOptions  *options,
                               const char                *kind,
                               const char                *path,
                               BwCliExported             *exported,
                               GError                   **error);

/* `export coreml|onnx|safetensors OUT` */
gboolean bw_cli_export_model (BwCli                     *cli,
                              const BwCliExportOptions  *options,
                              const char                *kind,
                              const char                *path,
                              BwCliExported             *exported,
                              GError                   **error);

/* `export line-protocol OUT` */
gboolean bw_cli_export_lines (BwCli                     *cli,
                              const BwCliExportOptions  *options,
                              const char                *kind,
                              const char                *path,
                              BwCliExported             *exported,
                              GError                   **error);
void bw_cli_export_tell_lines (const BwCliExportOptions *options,
                               const BwCliExported      *exported,
                               const char               *shown);
void bw_cli_export_add_lines (const BwCliExported *exported,
                              JsonBuilder         *builder);

/* `export share OUT.zip [ID…]`, and with `--list` what would be in it */
gboolean bw_cli_export_share (BwCli                     *cli,
                              const BwCliExportOptions  *options,
                              const char                *kind,
                              const char                *path,
                              BwCliExported             *exported,
                              GError                   **error);
void bw_cli_export_tell_share (const BwCliExportOptions *options,
                               const BwCliExported      *exported,
                               const char               *shown);
void bw_cli_export_add_share (const BwShare *share,
                              JsonBuilder   *builder);

/* Of what there is in @bytes a file; with %NULL there is an error already. */
gboolean bw_cli_export_write (BwCli       *cli,
                              const char  *path,
                              GBytes      *bytes,
                              GError     **error);

/* `export csv|json OUT --table NAME` */
gboolean bw_cli_export_table (BwCli                     *cli,
                              const BwCliExportOptions  *options,
                              const char                *kind,
                              const char                *path,
                              BwCliExported             *exported,
                              GError                   **error);

/* `export tables OUT.zip` */
gboolean bw_cli_export_tables (BwCli                     *cli,
                               const BwCliExportOptions  *options,
                               const char                *kind,
                               const char                *path,
                               BwCliExported             *exported,
                               GError                   **error);

/* `export dictionary OUT` */
gboolean bw_cli_export_dictionary (BwCli                     *cli,
                                   const BwCliExportOptions  *options,
                                   const char                *kind,
                                   const char                *path,
                                   BwCliExported             *exported,
                                   GError                   **error);

/* `export datasette OUT` */
gboolean bw_cli_export_datasette (BwCli                     *cli,
                                  const BwCliExportOptions  *options,
                                  const char                *kind,
                                  const char                *path,
                                  BwCliExported             *exported,
                                  GError                   **error);

void bw_cli_export_tell_rows (const BwCliExportOptions *options,
                              const BwCliExported      *exported,
                              const char               *shown);
void bw_cli_export_tell_dictionary (const BwCliExportOptions *options,
                                    const BwCliExported      *exported,
                                    const char               *shown);

G_END_DECLS
