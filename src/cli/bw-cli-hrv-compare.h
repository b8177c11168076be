/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/bw-cli-rhythm.h"
#include "report/bw-rhythm-comparison.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* `hrv A --compare B`: what differs between two recordings, or two stretches of one. */

typedef struct
{
  char *other;    /* (nullable): a FILE, or "reading:ID", "ecg:ID", "rr:ID" */
  char *from, *to;
} BwCliCompareOptions;

void bw_cli_compare_options_clear (BwCliCompareOptions *self);

#define BW_CLI_HRV_COMPARE_ENTRIES(options)                                                         \
  { "compare", 0, 0, G_OPTION_ARG_FILENAME, &(options).other,                                       \
    N_ ("Compare it with this one: a FILE, or one of the library"),                                 \
    N_ ("FILE|reading:ID|ecg:ID|rr:ID") },                                                          \
  { "compare-from", 0, 0, G_OPTION_ARG_STRING, &(options).from, N_ ("That one from here on"),       \
    N_ ("MOMENT") },                                                                                \
  { "compare-to", 0, 0, G_OPTION_ARG_STRING, &(options).to, N_ ("That one up to here"),             \
    N_ ("MOMENT") }

/* That they make sense together; before anything is opened. @with_track: --track was given */
gboolean bw_cli_hrv_compare_check (const BwCliCompareOptions  *options,
                                   gboolean                    with_track,
                                   GError                    **error);

/**
 * bw_cli_hrv_compare:
 * @a: the one that was opened, and the part of it
 * @how: as it was opened: the other is taken in the same way
 *
 * Returns: (transfer full): %NULL with @error
 */
BwRhythmComparison *bw_cli_hrv_compare (BwCli                      *cli,
                                        BwRhythm                   *a,
                                        double                      from_ms,
                                        double                      to_ms,
                                        const BwCliRhythmOptions   *how,
                                        const BwCliCompareOptions  *options,
                                        GError                    **error);

/* Sentences, and a table of all metrics. */
void bw_cli_hrv_compare_print (const BwRhythmComparison *comparison);

/* Members of the object being built: "other", "text", "cautions" and "difference". */
void bw_cli_hrv_compare_add_json (JsonBuilder              *builder,
                                  const BwRhythmComparison *comparison);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwCliCompareOptions, bw_cli_compare_options_clear)

G_END_DECLS
