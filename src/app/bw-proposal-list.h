/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-label-rules.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwProposalList:
 *
 * What a rule would label, before it does: a row each recording with its old and its new label and
 * the reason, those that would stay as they are dimmed; how many change, in words; and the button
 * that applies it, with the count on it. The signal "apply" is that button's.
 */
#define BW_TYPE_PROPOSAL_LIST (bw_proposal_list_get_type ())
G_DECLARE_FINAL_TYPE (BwProposalList, bw_proposal_list, BW, PROPOSAL_LIST, AdwBin)

/* @recordings: (element-type BwRecording): those that proposals may be about; read before it
 * returns
 * @with_day: whether rows say the day beside the time of day */
void bw_proposal_list_set_recordings (BwProposalList *self,
                                      GArray         *recordings,
                                      GTimeZone      *zone,
                                      gboolean        with_day);

/* @proposals: (transfer full)
 *
 * Rows of the same recordings as before are changed in place, so that the one looked at stays in
 * sight while the rule is adjusted. */
void bw_proposal_list_set_proposals (BwProposalList *self,
                                     BwProposals    *proposals);

/* @note: (nullable): a sentence below the rows, on what no proposal can be made for */
void bw_proposal_list_set_note (BwProposalList *self,
                                const char     *note);

/* Shown in place of the rows, while the rule makes no sense; %NULL: it does. Nothing can be applied
 * then. */
void bw_proposal_list_set_problem (BwProposalList *self,
                                   const char     *problem);

/* Whether only what changes is shown: for a long list that mostly stays as it is. */
void bw_proposal_list_set_only_changes (BwProposalList *self,
                                        gboolean        only_changes);

/* How many labels would change; 0 with a problem. */
guint bw_proposal_list_get_n_changes (BwProposalList *self);

/* What would change, labelled now by @who.
 * Returns: (transfer full) (element-type BwLabelState) */
GArray *bw_proposal_list_get_states (BwProposalList *self,
                                     const char     *who);

/* The button, to make it the window's default one. */
GtkWidget *bw_proposal_list_get_button (BwProposalList *self);

G_END_DECLS
