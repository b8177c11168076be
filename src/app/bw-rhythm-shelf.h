/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-rhythm-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* By what rhythms are ordered. Whatever is the same by it goes by time, newest first. */
typedef enum {
  BW_RHYTHM_SORT_NEWEST,
  BW_RHYTHM_SORT_OLDEST,
  BW_RHYTHM_SORT_HIGHEST,      /* RMSSD; unknown last */
  BW_RHYTHM_SORT_LOWEST,       /* RMSSD; unknown last */
  BW_RHYTHM_SORT_ARTEFACTS,    /* the largest share of its beats first */
  BW_RHYTHM_SORT_LENGTH,       /* longest first */
} BwRhythmSort;

/* Which are shown. */
typedef enum {
  BW_RHYTHM_SHOW_ALL,
  BW_RHYTHM_SHOW_READINGS,
  BW_RHYTHM_SHOW_ECGS,
  BW_RHYTHM_SHOW_RR,
  BW_RHYTHM_SHOW_EDITED,
  BW_RHYTHM_SHOW_LEFT_OUT,     /* readings that do not count */
} BwRhythmShow;

/* "newest" and so on, for settings and actions. An unknown id is the first. */
const char *bw_rhythm_sort_get_id (BwRhythmSort sort);
BwRhythmSort bw_rhythm_sort_from_id (const char *id);
const char *bw_rhythm_show_get_id (BwRhythmShow show);
BwRhythmShow bw_rhythm_show_from_id (const char *id);

/* "Readings" and so on, translated. */
const char *bw_rhythm_show_get_name (BwRhythmShow show);

/* What the readings of a civil day come to. */
typedef struct
{
  guint n;             /* readings, used or not */
  guint n_used;
  double mean_ms;      /* RMSSD of those that count; negative where none does */
  guint n_recordings;  /* ECGs and RR recordings */
} BwRhythmDaySum;

/* For any day. */
#define BW_RHYTHM_NO_DAY G_MININT64

/**
 * BwRhythmShelf:
 *
 * The rhythms of a library as the Rhythm page lists them: all of them, those that pass kind, day and
 * search, in order, under headings of their days, and which one is selected.
 *
 * Signals:
 *  - `selection-changed`: another one, or none, is selected
 *  - `changed`: what there is, or what is shown of it, changed
 */
#define BW_TYPE_RHYTHM_SHELF (bw_rhythm_shelf_get_type ())
G_DECLARE_FINAL_TYPE (BwRhythmShelf, bw_rhythm_shelf, BW, RHYTHM_SHELF, GObject)

BwRhythmShelf *bw_rhythm_shelf_new (void);

/* @rows: (element-type BwRhythmRow): what the library holds now. Those that were there keep their
 * items, and their selection. */
void bw_rhythm_shelf_set_rows (BwRhythmShelf *self,
                               const GArray  *rows);

/* For the view. Returns: (transfer none): of BwRhythmItem */
GtkSelectionModel *bw_rhythm_shelf_get_selection (BwRhythmShelf *self);

/* @search: (nullable): words that must all be found
 * @day: or %BW_RHYTHM_NO_DAY */
void bw_rhythm_shelf_set_sort (BwRhythmShelf *self,
                               BwRhythmSort   sort);
void bw_rhythm_shelf_set_show (BwRhythmShelf *self,
                               BwRhythmShow   show);
void bw_rhythm_shelf_set_search (BwRhythmShelf *self,
                                 const char    *search);
void bw_rhythm_shelf_set_day (BwRhythmShelf *self,
                              gint64         day);
BwRhythmShow bw_rhythm_shelf_get_show (BwRhythmShelf *self);
const char *bw_rhythm_shelf_get_search (BwRhythmShelf *self);
gint64 bw_rhythm_shelf_get_day (BwRhythmShelf *self);

guint bw_rhythm_shelf_get_n (BwRhythmShelf *self);
guint bw_rhythm_shelf_get_n_shown (BwRhythmShelf *self);

/* Whatever is shown. @sum: (out): of nothing where the day has none */
void bw_rhythm_shelf_get_day_sum (BwRhythmShelf  *self,
                                  gint64          day,
                                  BwRhythmDaySum *sum);

/* The first and the last day with anything; %FALSE where there is none. */
gboolean bw_rhythm_shelf_get_days (BwRhythmShelf *self,
                                   gint64        *first,
                                   gint64        *last);

/* Between what the means of days usually lie: their 5th and 95th percentile; %FALSE where no day has
 * one. */
gboolean bw_rhythm_shelf_get_usual (BwRhythmShelf *self,
                                    double        *low_ms,
                                    double        *high_ms);

/* Returns: (nullable) (transfer none) */
BwRhythmItem *bw_rhythm_shelf_find (BwRhythmShelf     *self,
                                    const BwRhythmKey *key);

/* Returns: (nullable) (transfer none) */
BwRhythmItem *bw_rhythm_shelf_get_selected (BwRhythmShelf *self);

/* Where an item is shown, or %GTK_INVALID_LIST_POSITION. */
guint bw_rhythm_shelf_get_position (BwRhythmShelf *self,
                                    BwRhythmItem  *item);

/* @item: (nullable): none. Returns: whether it is shown */
gboolean bw_rhythm_shelf_select (BwRhythmShelf *self,
                                 BwRhythmItem  *item);

/* The one that follows (@by 1) or comes before (−1) the one selected; the first or the last where none
 * is; %NULL at the end. */
BwRhythmItem *bw_rhythm_shelf_get_neighbour (BwRhythmShelf *self,
                                             int            by);

G_END_DECLS
