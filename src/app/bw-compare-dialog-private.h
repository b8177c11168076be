/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-compare-dialog.h"
#include "app/bw-comparison-view.h"
#include "app/bw-intervals-view.h"
#include "app/bw-narrow-bin.h"
#include "app/bw-rhythm-shelf.h"

G_BEGIN_DECLS

/* A rhythm and the part of it that is compared. */
typedef struct
{
  BwRhythm *rhythm; /* (nullable) */
  double from_ms, to_ms;
} BwCompareSide;

struct _BwCompareDialog
{
  AdwWindow parent_instance;

  /* Template children. */
  AdwToastOverlay *toasts;
  AdwWindowTitle *title;
  GtkWidget *back;
  GtkWidget *menu;
  GtkStack *states;
  BwNarrowBin *bin;
  GtkSearchEntry *search;
  GtkStack *choices;
  GtkListView *list;
  GtkLabel *why_failed;
  GtkLabel *sentence;
  GtkBox *cautions;
  GtkBox *tachograms;
  GtkBox *plots;
  GtkLabel *title_a;
  GtkLabel *title_b;
  BwComparisonView *chart_a;
  BwComparisonView *chart_b;
  BwComparisonView *spectrum;
  BwComparisonView *poincare;
  BwIntervalsView *rows;
  GtkToggleButton *all;

  /* Owned. */
  BwSession *session;
  BwCompareSide a, b;
  BwRhythmShelf *shelf;
  BwRhythmComparison *comparison; /* (nullable) */

  /* Borrowed: those whose result is waited for, or NULL. */
  BwJob *load_job;
  BwJob *compare_job;
};

/* bw-compare-dialog-table.c: what is compared as a table, to be looked at, copied and saved. */
void bw_compare_dialog_class_install_table_actions (GtkWidgetClass *widget_class);

/* As CSV; tells by a toast how it went. */
void bw_compare_dialog_save (BwCompareDialog *self,
                             GFile           *file);

G_END_DECLS
