/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-session.h"
#include "rhythm/bw-rhythm-key.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwRhythmPage:
 *
 * The rhythms of a library, readings, ECGs and RR recordings: the list of them by day beside the one that
 * is looked at, or one after the other where the page is narrow.
 *
 * Properties: `narrow`: one column.
 *
 * Actions: rhythm.next, rhythm.previous, rhythm.undo, rhythm.redo, rhythm.reset, rhythm.find,
 * rhythm.back, rhythm.toggle-list, rhythm.load-again, rhythm.delete, rhythm.compare,
 * rhythm.pin-stretch, rhythm.report, rhythm.save-data; of the beat that is chosen rhythm.mark (string),
 * rhythm.delete-beat, rhythm.merge, rhythm.split, rhythm.insert, rhythm.restore; rhythm.next-artefact,
 * rhythm.previous-artefact; rhythm.view (string) does what the tachogram calls by that name.
 *
 * Keys, wherever the keyboard is on the page but in an entry: J, K go through the list; Ctrl+Z and
 * Ctrl+Shift+Z, Ctrl+F, Ctrl+P, F9; + − 0 Z zoom and N, Shift+N go to artefacts, as in the tachogram.
 */
#define BW_TYPE_RHYTHM_PAGE (bw_rhythm_page_get_type ())
G_DECLARE_FINAL_TYPE (BwRhythmPage, bw_rhythm_page, BW, RHYTHM_PAGE, AdwBin)

/* Once: whose rhythms they are. */
void bw_rhythm_page_set_session (BwRhythmPage *self,
                                 BwSession    *session);

/* Keeps what is to be found again, and tries once more to save what could not be saved, before the window
 * goes. */
void bw_rhythm_page_flush (BwRhythmPage *self);

/* Selects a rhythm and brings it into sight, out of a filter too; where it is not known yet, when it
 * is. */
void bw_rhythm_page_show_rhythm (BwRhythmPage      *self,
                                 const BwRhythmKey *key);

/* The same of the RR recording that came last, once the library was read again. */
void bw_rhythm_page_show_newest_rr (BwRhythmPage *self);

/* "loading", "empty", "no-beats", "failed"; else what the detail shows: "nothing", "content", … */
const char *bw_rhythm_page_get_state (BwRhythmPage *self);

G_END_DECLS
