/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-proposal-row.h"

#include "app/bw-label-words.h"

#include <glib/gi18n-lib.h>

struct _BwProposalRow
{
  GObject parent_instance;

  gint64 recording_id;
  BwLabel label, was;
  char *when;
  char *reason;
};

G_DEFINE_FINAL_TYPE (BwProposalRow, bw_proposal_row, G_TYPE_OBJECT)

/* What a cell is made of, kept with its box. */
typedef struct
{
  GtkLabel *when;
  GtkLabel *reason;
  GtkLabel *label;
  GtkLabel *was;
} Cell;

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
bw_proposal_row_finalize (GObject *object)
{
  BwProposalRow *self = BW_PROPOSAL_ROW (object);

  g_free (self->when);
  g_free (self->reason);
  G_OBJECT_CLASS (bw_proposal_row_parent_class)->finalize (object);
}

static void
bw_proposal_row_class_init (BwProposalRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bw_proposal_row_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_proposal_row_init (BwProposalRow *self)
{
}

BwProposalRow *
bw_proposal_row_new (const BwProposal *proposal,
                     const char       *when)
{
  BwProposalRow *self;

  g_return_val_if_fail (proposal != NULL, NULL);

  self = g_object_new (BW_TYPE_PROPOSAL_ROW, NULL);
  self->recording_id = proposal->recording_id;
  self->when = g_strdup (when);
  bw_proposal_row_set_proposal (self, proposal);
  return self;
}

void
bw_proposal_row_set_proposal (BwProposalRow    *self,
                              const BwProposal *proposal)
{
  g_return_if_fail (BW_IS_PROPOSAL_ROW (self));
  g_return_if_fail (proposal != NULL && proposal->recording_id == self->recording_id);

  if (self->label == proposal->label && self->was == proposal->was
      && g_strcmp0 (self->reason, proposal->reason) == 0)
    return;
  self->label = proposal->label;
  self->was = proposal->was;
  g_free (self->reason);
  self->reason = g_strdup (proposal->reason);
  g_signal_emit (self, signals[CHANGED], 0);
}

gint64
bw_proposal_row_get_recording_id (BwProposalRow *self)
{
  g_return_val_if_fail (BW_IS_PROPOSAL_ROW (self), 0);

  return self->recording_id;
}

BwLabel
bw_proposal_row_get_new_label (BwProposalRow *self)
{
  g_return_val_if_fail (BW_IS_PROPOSAL_ROW (self), BW_LABEL_NONE);

  return self->label != self->was ? self->label : BW_LABEL_NONE;
}

/* --- Cells ----------------------------------------------------------------------------------- */

static GtkLabel *
add_label (GtkWidget  *box,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

GtkWidget *
bw_proposal_cell_new (GtkSizeGroup *labels)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *left = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *right = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  Cell *cell = g_new0 (Cell, 1);

  cell->when = add_label (left, "tabular");
  cell->reason = add_label (left, "caption");
  gtk_label_set_wrap (cell->when, TRUE);
  gtk_label_set_wrap (cell->reason, TRUE);
  gtk_label_set_wrap_mode (cell->reason, PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (left, TRUE);
  gtk_widget_set_valign (left, GTK_ALIGN_CENTER);
  cell->label = add_label (right, NULL);
  cell->was = add_label (right, "caption");
  gtk_widget_add_css_class (GTK_WIDGET (cell->was), "dim-label");
  gtk_size_group_add_widget (labels, right);
  gtk_widget_set_valign (right, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), left);
  gtk_box_append (GTK_BOX (box), right);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  g_object_set_data_full (G_OBJECT (box), "cell", cell, g_free);
  return box;
}

void
bw_proposal_cell_show (GtkWidget     *box,
                       BwProposalRow *row)
{
  const Cell *cell = g_object_get_data (G_OBJECT (box), "cell");
  GtkWidget *parent = gtk_widget_get_parent (box);
  gboolean changed = bw_proposal_row_get_new_label (row) != BW_LABEL_NONE;
  BwLabel shown = changed ? row->label : row->was;
  g_autofree char *label = bw_label_words_format (shown);
  g_autofree char *was = NULL;
  g_autofree char *spoken = NULL;

  if (row->was != BW_LABEL_NONE)
    {
      g_autofree char *old = bw_label_words_format (row->was);

      /* Translators: the label that is replaced: "was ▲ After glucose". */
      was = g_strdup_printf (_("was %s"), old);
    }
  gtk_label_set_label (cell->when, row->when);
  gtk_label_set_label (cell->reason, row->reason);
  gtk_label_set_label (cell->label, label);
  gtk_label_set_label (cell->was, was != NULL ? was : "");
  gtk_widget_set_visible (GTK_WIDGET (cell->was), changed && was != NULL);
  if (changed)
    {
      gtk_widget_remove_css_class (box, "dim-label");
      gtk_widget_add_css_class (GTK_WIDGET (cell->reason), "dim-label");
      gtk_widget_add_css_class (GTK_WIDGET (cell->label), "heading");
      /* Translators: for a screen reader: time, reason, old label, new label. */
      spoken = g_strdup_printf (_("%s, %s: %s becomes %s"), row->when, row->reason,
                                bw_label_words_get_name (row->was),
                                bw_label_words_get_name (row->label));
    }
  else
    {
      gtk_widget_add_css_class (box, "dim-label");
      gtk_widget_remove_css_class (GTK_WIDGET (cell->reason), "dim-label");
      gtk_widget_remove_css_class (GTK_WIDGET (cell->label), "heading");
      /* Translators: for a screen reader: time, reason, label. */
      spoken = g_strdup_printf (_("%s, %s: %s stays"), row->when, row->reason,
                                bw_label_words_get_name (row->was));
    }
  /* The focus is on the row around the cell. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (parent != NULL ? parent : box),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}
