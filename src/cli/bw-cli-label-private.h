/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/bw-cli-output.h"
#include "store/bw-readers.h"

G_BEGIN_DECLS

/* `label` does one of several things; each is a file of its own. */

/* The options of `label`, as they were given. */
typedef struct
{
  char *csv;              /* file of labels */
  char *reader;           /* whose labels, apart from the recordings' own */
  char *by;               /* who labels */
  char *note;

  char *meal;             /* time of the drink */
  char *from_min;
  char *to_min;

  gboolean glucose;       /* by blood-glucose records */
  char *within_min;
  char *fasting_below;
  char *glucose_from;
  gboolean mmol;

  gboolean replace;
  gboolean dry_run;

  gboolean agreement;     /* of two readers */
} BwCliLabelOptions;

/* `label --meal TIME`, `label --glucose` */
gboolean bw_cli_label_by_rule (BwCli                    *cli,
                               const BwCliLabelOptions  *options,
                               GError                  **error);

/* `label --agreement READER READER` */
gboolean bw_cli_label_agreement (BwCli       *cli,
                                 const char  *first,
                                 const char  *second,
                                 GError     **error);

/* "Labelled 12 recordings." */
void bw_cli_label_print_count (guint n);

G_END_DECLS
