/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/bw-cli-rhythm.h"

G_BEGIN_DECLS

/* What `beats` is to do to the beats of a rhythm, as it was given. */
typedef struct
{
  char **mark;     /* "N[-M]=WHAT" */
  char **remove;   /* "N" */
  char **merge;    /* "N" */
  char **insert;   /* "MOMENT" */
  char **split;    /* "N[:K]" */
  char **move;     /* "N=MOMENT" */
  char **restore;  /* "N[-M]" */
  gboolean reset;
  gboolean keep;
} BwCliBeatsOptions;

void bw_cli_beats_options_clear (BwCliBeatsOptions *self);

gboolean bw_cli_beats_is_change (const BwCliBeatsOptions *options);

/* All of it, in this order: reset, restore, mark, move, delete, merge, split, insert. Numbers are those
 * of @rhythm's beats, whatever was inserted or taken out meanwhile.
 * Returns: (transfer full): %NULL with @error */
BwRhythm *bw_cli_beats_change (const BwRhythm           *rhythm,
                               const BwCliBeatsOptions  *options,
                               GError                  **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwCliBeatsOptions, bw_cli_beats_options_clear)

G_END_DECLS
