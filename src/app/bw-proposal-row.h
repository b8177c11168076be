/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-label-rules.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * BwProposalRow:
 *
 * What a rule proposes for one recording, as a list holds it, and the cell that shows it: when it
 * was made, why, the label it would get and, smaller, the one it had. A row that would stay as it
 * is is dimmed.
 *
 * Signal: "changed".
 */
#define BW_TYPE_PROPOSAL_ROW (bw_proposal_row_get_type ())
G_DECLARE_FINAL_TYPE (BwProposalRow, bw_proposal_row, BW, PROPOSAL_ROW, GObject)

/* @when: the recording's time as it is shown */
BwProposalRow *bw_proposal_row_new (const BwProposal *proposal,
                                    const char       *when);

/* Of the same recording. */
void bw_proposal_row_set_proposal (BwProposalRow    *self,
                                   const BwProposal *proposal);

gint64 bw_proposal_row_get_recording_id (BwProposalRow *self);

/* The label the recording would get instead of the one it has; %BW_LABEL_NONE where it keeps it. */
BwLabel bw_proposal_row_get_new_label (BwProposalRow *self);

/* @labels: makes the labels of all cells a column. Returns: (transfer floating) */
GtkWidget *bw_proposal_cell_new (GtkSizeGroup *labels);
void bw_proposal_cell_show (GtkWidget     *cell,
                            BwProposalRow *row);

G_END_DECLS
