/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/bw-cli-output.h"
#include "comparator/bw-beat-set.h"
#include "comparator/bw-comparator.h"
#include "comparator/bw-day-split.h"
#include "comparator/bw-evaluation.h"

G_BEGIN_DECLS

/* What the verbs of the comparator share. */

/* The days of a library: those with a labelled recording. Returns: (transfer full) */
BwDaySplit *bw_cli_read_days (BwLibrary  *library,
                              GError    **error);

/**
 * bw_cli_parse_days:
 * @option: "--days"
 * @text: (nullable): "2023-09-21,2023-09-24"
 * @split: the days that there are
 * @days: (out) (transfer full) (element-type guint32): ascending, each once; %NULL where @text is
 *
 * A day without a labelled recording is a usage error, which lists those that have one.
 */
gboolean bw_cli_parse_days (const char        *option,
                            const char        *text,
                            const BwDaySplit  *split,
                            GArray           **days,
                            GError           **error);

/* "2023-09-21". Returns: (transfer full) */
char *bw_cli_format_day (guint32 day);

/* "2023-09-21, 2023-09-23 …": the first two and the last where there are more than four, and how
 * many there are. Returns: (transfer full) (nullable): %NULL for none */
char *bw_cli_format_days (const GArray *days);

void bw_json_add_days (JsonBuilder  *builder,
                       const char   *key,
                       const GArray *days);

/* "97.1 %". Returns: (transfer full) (nullable): %NULL where not @known */
char *bw_cli_format_percent (gboolean known,
                             double   share);

/* The ids behind --mode, --net and --reference; without @text, @mode and the others stay as they are. */
gboolean bw_cli_parse_mode (const char        *text,
                            BwComparatorMode  *mode,
                            GError           **error);
gboolean bw_cli_parse_net (const char  *text,
                           BwRule      *rule,
                           GError     **error);
gboolean bw_cli_parse_reference (const char       *text,
                                 BwReferenceKind  *reference,
                                 GError          **error);

/* The ID of a model. */
gboolean bw_cli_parse_model_id (const char  *text,
                                gint64      *id,
                                GError     **error);

/* A model of the comparator that a verb works with, out of the library or a file. */
typedef struct
{
  gint64 id;                /* 0: of a file */
  BwComparatorModel *model;
} BwCliModel;

/**
 * bw_cli_model_read:
 * @id: 0 for the one in use
 * @weights: (nullable): a safetensors file, instead of @id
 *
 * Errors: %BW_ERROR_NOT_FOUND, also where the library has none or @id is another kind of model;
 * %BW_ERROR_FORMAT.
 */
gboolean bw_cli_model_read (BwCliModel  *self,
                            BwLibrary   *library,
                            gint64       id,
                            const char  *weights,
                            GError     **error);
void bw_cli_model_clear (BwCliModel *self);

/* The row with its weights of a model of the comparator. Errors: %BW_ERROR_NOT_FOUND.
 * Returns: (transfer full) */
BwModelRow *bw_cli_read_model_row (BwLibrary  *library,
                                   gint64      id,
                                   GError    **error);

/* A model out of a file. Errors: %BW_ERROR_FORMAT, those of GIO. Returns: (transfer full) */
BwComparatorModel *bw_cli_read_weights (const char  *path,
                                        GError     **error);

/* A model as an element of an array. @in_use: the id of the one that is */
void bw_json_add_model (JsonBuilder             *builder,
                        const BwModelRow        *row,
                        const BwComparatorInfo  *info,
                        gint64                   in_use,
                        GTimeZone               *zone);

/* "64 of 67": recordings that the rule that is used was right about.
 * Returns: (transfer full) (nullable): %NULL without an evaluation */
char *bw_cli_format_result (const BwEvaluation *evaluation);

/* One line on stderr: what was told stands, but it was not kept with the model. @error: why */
void bw_cli_tell_not_kept (gint64        model_id,
                           const GError *error);

/* "3", "3 (Autumn)". Returns: (transfer full) */
char *bw_cli_format_model (const BwModelRow *row);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwCliModel, bw_cli_model_clear)

G_END_DECLS
