/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-session-report.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What is to be made of a rhythm. */
typedef enum {
  BW_RHYTHM_SHARE_REPORT,
  BW_RHYTHM_SHARE_DATA,
} BwRhythmShareKind;

/* What there is to choose from. Strings are borrowed. */
typedef struct
{
  const char *rhythm;          /* (nullable): "Reading, 12 May 2026, 07:02"; %NULL: none is shown */
  const char *stretch;         /* (nullable): what of it is selected: "07:05:00–07:10:00" */
  gint64 day;                  /* a day count */
  const char *person;          /* (nullable): name and date of birth, as one line */
} BwRhythmShareOffer;

typedef struct
{
  BwReportOf of;
  gboolean stretch;            /* only what is selected */
  BwPaper paper;
  gboolean with_person;
  BwRhythmData data;
  gboolean json;               /* else CSV */
} BwRhythmShareChoice;

typedef void (*BwRhythmShareChosen) (const BwRhythmShareChoice *choice,
                                     gpointer                   user_data);

/**
 * BwRhythmShareDialog:
 *
 * Asked before a report is made, or data are written: of what, on which paper or in what form, and
 * whether it says whose it is, which it does only when told to.
 */
#define BW_TYPE_RHYTHM_SHARE_DIALOG (bw_rhythm_share_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BwRhythmShareDialog, bw_rhythm_share_dialog, BW, RHYTHM_SHARE_DIALOG, AdwWindow)

/**
 * bw_rhythm_share_dialog_new:
 * @parent: (nullable): the window it is modal for
 * @offer: with a rhythm, for data
 */
BwRhythmShareDialog *bw_rhythm_share_dialog_new (GtkWindow                *parent,
                                                 BwRhythmShareKind         kind,
                                                 const BwRhythmShareOffer *offer);

/* @chosen is called once, and the dialog closes. */
void bw_rhythm_share_dialog_set_callback (BwRhythmShareDialog *self,
                                          BwRhythmShareChosen  chosen,
                                          gpointer             user_data,
                                          GDestroyNotify       free_data);

G_END_DECLS
