/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-kappa.h"
#include "store/bw-readers.h"

G_BEGIN_DECLS

/* What two readers who labelled apart made of the same recordings. */
typedef struct
{
  guint table[2][2];   /* [first: fasting, glucose][second: fasting, glucose], of those both
                        * labelled */
  guint n_both;
  guint n_agree;
  guint n_only_first;
  guint n_only_second;

  gboolean has_kappa;  /* see bw-kappa.h for these */
  double agreement;    /* n_agree / n_both; 0 where there are none */
  double kappa;
  double kappa_se;
  double kappa_low;    /* 95 % */
  double kappa_high;

  GArray *conflicts;   /* (element-type gint64): recordings, in the order given */
  GArray *agreed;      /* (element-type gint64): recordings, in the order given */
} BwAgreement;

/**
 * bw_agreement_new:
 * @reader_labels: (element-type BwReaderLabel): of any readers; those without a label do not count
 *
 * Returns: (transfer full): all 0 and empty where one of the two has labelled nothing
 */
BwAgreement *bw_agreement_new (GArray     *reader_labels,
                               const char *first,
                               const char *second);
void bw_agreement_free (BwAgreement *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwAgreement, bw_agreement_free)

G_END_DECLS
