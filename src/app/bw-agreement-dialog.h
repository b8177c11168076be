/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-label-words.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwAgreementDialog:
 *
 * "Compare Readers": how far two who read blind agree, their conflicts to settle, and what they
 * agree on to adopt. It stays open, and does not keep from working in its parent: a conflict can be
 * looked at there before it is settled here.
 *
 * Signal: "show-recording" (gint64 id), for the parent to show it.
 */
#define BW_TYPE_AGREEMENT_DIALOG (bw_agreement_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BwAgreementDialog, bw_agreement_dialog, BW, AGREEMENT_DIALOG, AdwWindow)

/* @parent: (nullable)
 * The rest as for bw_agreement_dialog_update(). */
BwAgreementDialog *bw_agreement_dialog_new (GtkWindow *parent,
                                            GArray    *recordings,
                                            GArray    *reader_labels,
                                            GTimeZone *zone);

/**
 * bw_agreement_dialog_update:
 * @recordings: (element-type BwRecording)
 * @reader_labels: (element-type BwReaderLabel): by reader
 *
 * What the library holds now, after it changed: by what was chosen here, by undo, or otherwise. The
 * readers chosen, the scrolling and the focus stay. References are taken, and the arrays must not
 * change.
 */
void bw_agreement_dialog_update (BwAgreementDialog *self,
                                 GArray            *recordings,
                                 GArray            *reader_labels);

/* @chosen is called with each conflict that is settled, its "who" %NULL for the person at the
 * window (%BW_LABEL_NONE: unsettled again); and with all labels adopted, their "who" both names,
 * "Anna + Ben". The dialog shows them at once. */
void bw_agreement_dialog_set_callback (BwAgreementDialog *self,
                                       BwLabelsChosen     chosen,
                                       gpointer           user_data,
                                       GDestroyNotify     free_data);

G_END_DECLS
