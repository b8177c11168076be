/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-rhythm-line.h"

#include "app/bw-rhythm-words.h"

#include <glib/gi18n-lib.h>

struct _BwRhythmLine
{
  AdwBin parent_instance;

  /* Template children. */
  GtkWidget *heading_box;
  GtkLabel *heading;
  GtkLabel *sum;
  GtkLabel *title;
  GtkLabel *rmssd;
  GtkLabel *figures;
  GtkLabel *used;
  GtkWidget *edited;

  /* Owned. */
  BwRhythmItem *item;
};

G_DEFINE_FINAL_TYPE (BwRhythmLine, bw_rhythm_line, ADW_TYPE_BIN)

/* The list's own widget around the line is what a screen reader stops at. */
static void
name_for_readers (BwRhythmLine *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *spoken = NULL;

  if (parent == NULL)
    return;
  spoken = bw_rhythm_words_spoken (bw_rhythm_item_get_row (self->item));
  gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
}

static void
show_text (GtkLabel   *label,
           const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
show (BwRhythmLine *self)
{
  const BwRhythmRow *row = bw_rhythm_item_get_row (self->item);
  const char *heading = bw_rhythm_item_get_heading (self->item);
  g_autofree char *title = bw_rhythm_item_is_dated (self->item) ? bw_rhythm_words_title (row)
                                                                : bw_rhythm_words_time (row);
  g_autofree char *rmssd = bw_rhythm_words_rmssd (row);
  g_autofree char *figures = bw_rhythm_words_figures (row);

  gtk_widget_set_visible (self->heading_box, heading != NULL);
  gtk_label_set_label (self->heading, heading != NULL ? heading : "");
  show_text (self->sum, bw_rhythm_item_get_sum (self->item));
  gtk_label_set_label (self->title, title);
  show_text (self->rmssd, rmssd);
  gtk_label_set_label (self->figures, figures);
  show_text (self->used, bw_rhythm_words_used (row));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->used), bw_rhythm_words_why_not (row));
  gtk_widget_set_visible (self->edited, row->edited);
  name_for_readers (self);
}

static void
bw_rhythm_line_dispose (GObject *object)
{
  bw_rhythm_line_set_item (BW_RHYTHM_LINE (object), NULL);
  G_OBJECT_CLASS (bw_rhythm_line_parent_class)->dispose (object);
}

static void
bw_rhythm_line_class_init (BwRhythmLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_rhythm_line_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/beatwise/Beatwise/ui/bw-rhythm-line.ui");
  gtk_widget_class_bind_template_child (widget_class, BwRhythmLine, heading_box);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmLine, heading);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmLine, sum);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmLine, title);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmLine, rmssd);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmLine, figures);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmLine, used);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmLine, edited);
}

static void
bw_rhythm_line_init (BwRhythmLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
bw_rhythm_line_new (void)
{
  return g_object_new (BW_TYPE_RHYTHM_LINE, NULL);
}

void
bw_rhythm_line_set_item (BwRhythmLine *self,
                         BwRhythmItem *item)
{
  g_return_if_fail (BW_IS_RHYTHM_LINE (self));

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  g_signal_connect_swapped (item, "changed", G_CALLBACK (show), self);
  show (self);
}

BwRhythmItem *
bw_rhythm_line_get_item (BwRhythmLine *self)
{
  g_return_val_if_fail (BW_IS_RHYTHM_LINE (self), NULL);

  return self->item;
}
