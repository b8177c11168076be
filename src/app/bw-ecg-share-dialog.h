/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What is to be made of a recording. */
typedef enum {
  BW_ECG_SHARE_PICTURE,    /* formats PNG, SVG, PDF in this order */
  BW_ECG_SHARE_PRINT,      /* no format */
  BW_ECG_SHARE_RECORDING,  /* CSV, EDF; always whole */
} BwEcgShareKind;

typedef struct
{
  guint format;            /* position in the order above */
  gboolean visible_part;   /* only what is in sight */
  gboolean with_person;    /* name and date of birth */
} BwEcgShareChoice;

typedef void (*BwEcgShareChosen) (const BwEcgShareChoice *choice,
                                  gpointer                user_data);

/**
 * BwEcgShareDialog:
 *
 * Asked before a recording leaves the library: in what form, how much of it, and whether it says whose
 * it is, which it does only when told to.
 */
#define BW_TYPE_ECG_SHARE_DIALOG (bw_ecg_share_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BwEcgShareDialog, bw_ecg_share_dialog, BW, ECG_SHARE_DIALOG, AdwWindow)

/**
 * bw_ecg_share_dialog_new:
 * @parent: (nullable): the window it is modal for
 * @from_s, @to_s: what of the recording is in sight
 * @person: (nullable): name and date of birth, as one line; %NULL where neither is known
 */
BwEcgShareDialog *bw_ecg_share_dialog_new (GtkWindow      *parent,
                                           BwEcgShareKind  kind,
                                           double          from_s,
                                           double          to_s,
                                           const char     *person);

/* @chosen is called once, and the dialog closes. */
void bw_ecg_share_dialog_set_callback (BwEcgShareDialog *self,
                                       BwEcgShareChosen  chosen,
                                       gpointer          user_data,
                                       GDestroyNotify    free_data);

G_END_DECLS
