/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-agreement.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How far two readers agree: the share and Cohen's κ as large figures with what they mean below,
 * and the table of who said what. @agreement has recordings that both labelled.
 * Returns: (transfer floating) */
GtkWidget *bw_agreement_card_new (const BwAgreement *agreement,
                                  const char        *first,
                                  const char        *second);

G_END_DECLS
