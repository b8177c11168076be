/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-ecg-item.h"

G_BEGIN_DECLS

/* By what recordings are ordered. Whatever is the same by it goes by time, newest first. */
typedef enum {
  BW_ECG_SORT_NEWEST,
  BW_ECG_SORT_OLDEST,
  BW_ECG_SORT_LENGTH,          /* longest first */
  BW_ECG_SORT_HEART_RATE,      /* lowest first; unknown last */
  BW_ECG_SORT_CLASSIFICATION,
  BW_ECG_SORT_QUALITY,         /* best first; unknown last */
  BW_ECG_SORT_LABEL,           /* none, fasting, after glucose */
  BW_ECG_SORT_WHO,             /* those of nobody first */
  BW_ECG_SORT_PREDICTION,      /* most likely after glucose first; without a prediction last */
  BW_ECG_SORT_NAME,            /* file name, numbers by value */
  BW_ECG_SORT_SHUFFLED,        /* for a blind reader: the same for each at all times */
} BwEcgSort;

/* Which recordings are shown. */
typedef enum {
  BW_ECG_SHOW_ALL,
  BW_ECG_SHOW_UNLABELLED,
  BW_ECG_SHOW_FASTING,
  BW_ECG_SHOW_GLUCOSE,
  BW_ECG_SHOW_DISAGREE,        /* readers say different things */
  BW_ECG_SHOW_POOR,            /* poor quality */
  BW_ECG_SHOW_NOTE,
  BW_ECG_SHOW_DIFFERS,         /* the prediction is not what the label says */
  BW_ECG_SHOW_UNSURE,          /* the prediction is not sure */
} BwEcgShow;

/* "newest" and so on, for settings and actions. An unknown id is the first. */
const char *bw_ecg_sort_get_id (BwEcgSort sort);
BwEcgSort bw_ecg_sort_from_id (const char *id);
const char *bw_ecg_show_get_id (BwEcgShow show);
BwEcgShow bw_ecg_show_from_id (const char *id);

/* "Unlabelled" and so on, translated. */
const char *bw_ecg_show_get_name (BwEcgShow show);

/* As GCompareFunc. @seed: for %BW_ECG_SORT_SHUFFLED */
int bw_ecg_order_compare (BwEcgItem *a,
                          BwEcgItem *b,
                          BwEcgSort  sort,
                          guint32    seed);

/* Whether what is shown of the order hangs on labels. */
gboolean bw_ecg_sort_is_by_label (BwEcgSort sort);

/* Whether an item is among those of @show. */
gboolean bw_ecg_order_match (BwEcgItem *item,
                             BwEcgShow  show);

G_END_DECLS
