/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-rhythm-share-dialog.h"

#include "app/bw-rhythm-words.h"

#include <glib/gi18n-lib.h>

/* What a place of the list "of" stands for. */
typedef struct
{
  BwReportOf of;
  gboolean stretch;
} Part;

struct _BwRhythmShareDialog
{
  AdwWindow parent_instance;

  /* Template children. */
  AdwWindowTitle *title;
  AdwComboRow *of;
  AdwComboRow *data;
  AdwComboRow *format;
  AdwComboRow *paper;
  AdwActionRow *person_row;
  GtkSwitch *person;

  Part parts[4];
  guint n_parts;

  BwRhythmShareChosen chosen;
  gpointer user_data;
  GDestroyNotify free_data;
};

G_DEFINE_FINAL_TYPE (BwRhythmShareDialog, bw_rhythm_share_dialog, ADW_TYPE_WINDOW)

static void
on_go (BwRhythmShareDialog *self)
{
  const Part *part = &self->parts[MIN (adw_combo_row_get_selected (self->of), self->n_parts - 1)];
  const BwRhythmShareChoice choice = {
    .of = part->of,
    .stretch = part->stretch,
    .paper = (BwPaper) adw_combo_row_get_selected (self->paper),
    .with_person = gtk_switch_get_active (self->person),
    .data = (BwRhythmData) adw_combo_row_get_selected (self->data),
    .json = adw_combo_row_get_selected (self->format) == 1,
  };
  BwRhythmShareChosen chosen = self->chosen;

  self->chosen = NULL;
  if (chosen != NULL)
    chosen (&choice, self->user_data);
  gtk_window_close (GTK_WINDOW (self));
}

static void
bw_rhythm_share_dialog_dispose (GObject *object)
{
  BwRhythmShareDialog *self = BW_RHYTHM_SHARE_DIALOG (object);

  bw_rhythm_share_dialog_set_callback (self, NULL, NULL, NULL);
  G_OBJECT_CLASS (bw_rhythm_share_dialog_parent_class)->dispose (object);
}

static void
bw_rhythm_share_dialog_class_init (BwRhythmShareDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_rhythm_share_dialog_dispose;

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/beatwise/Beatwise/ui/bw-rhythm-share-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BwRhythmShareDialog, title);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmShareDialog, of);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmShareDialog, data);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmShareDialog, format);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmShareDialog, paper);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmShareDialog, person_row);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmShareDialog, person);
  gtk_widget_class_bind_template_callback (widget_class, on_go);
}

static void
bw_rhythm_share_dialog_init (BwRhythmShareDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_items (AdwComboRow       *row,
           const char *const *items)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (items);

  adw_combo_row_set_model (row, G_LIST_MODEL (list));
}

/* Takes @text. */
static void
add_part (BwRhythmShareDialog *self,
          GtkStringList       *list,
          BwReportOf           of,
          gboolean             stretch,
          char                *text)
{
  self->parts[self->n_parts++] = (Part) { of, stretch };
  gtk_string_list_take (list, text);
}

static void
fill_parts (BwRhythmShareDialog      *self,
            BwRhythmShareKind         kind,
            const BwRhythmShareOffer *offer)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  if (offer->rhythm != NULL && offer->stretch != NULL)
    /* Translators: from when to when */
    add_part (self, list, BW_REPORT_OF_RHYTHM, TRUE,
              g_strdup_printf (_("Selected stretch, %s"), offer->stretch));
  if (offer->rhythm != NULL)
    add_part (self, list, BW_REPORT_OF_RHYTHM, FALSE, g_strdup (offer->rhythm));
  if (kind == BW_RHYTHM_SHARE_REPORT)
    {
      add_part (self, list, BW_REPORT_OF_DAY, FALSE, bw_rhythm_words_day (offer->day));
      add_part (self, list, BW_REPORT_OF_MONTH, FALSE, bw_rhythm_words_month (offer->day));
    }
  adw_combo_row_set_model (self->of, G_LIST_MODEL (list));
}

static void
show_kind (BwRhythmShareDialog *self,
           BwRhythmShareKind    kind)
{
  gboolean report = kind == BW_RHYTHM_SHARE_REPORT;
  const char *title = report ? _("Report") : _("Save Data");

  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->title, title);
  gtk_widget_set_visible (GTK_WIDGET (self->paper), report);
  gtk_widget_set_visible (GTK_WIDGET (self->person_row), report);
  gtk_widget_set_visible (GTK_WIDGET (self->data), !report);
  gtk_widget_set_visible (GTK_WIDGET (self->format), !report);
}

BwRhythmShareDialog *
bw_rhythm_share_dialog_new (GtkWindow                *parent,
                            BwRhythmShareKind         kind,
                            const BwRhythmShareOffer *offer)
{
  BwRhythmShareDialog *self
      = g_object_new (BW_TYPE_RHYTHM_SHARE_DIALOG, "transient-for", parent, NULL);
  /* In the order of BwPaper and of BwRhythmData. */
  const char *const papers[] = { _("A4"), _("US Letter"), NULL };
  const char *const data[] = { _("Intervals, as measured and corrected"),
                               _("Beats, and what was done to them"), _("Metrics, with norms"),
                               _("Course, window by window"), NULL };
  const char *const formats[] = { _("CSV"), _("JSON"), NULL };

  g_return_val_if_fail (kind == BW_RHYTHM_SHARE_REPORT || offer->rhythm != NULL, NULL);

  set_items (self->paper, papers);
  adw_combo_row_set_selected (self->paper, bw_paper_get_default ());
  set_items (self->data, data);
  set_items (self->format, formats);
  fill_parts (self, kind, offer);
  show_kind (self, kind);
  adw_action_row_set_subtitle (self->person_row,
                               offer->person != NULL ? offer->person : _("Not known"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->person_row), offer->person != NULL);
  return self;
}

void
bw_rhythm_share_dialog_set_callback (BwRhythmShareDialog *self,
                                     BwRhythmShareChosen  chosen,
                                     gpointer             user_data,
                                     GDestroyNotify       free_data)
{
  g_return_if_fail (BW_IS_RHYTHM_SHARE_DIALOG (self));

  if (self->free_data != NULL)
    self->free_data (self->user_data);
  self->chosen = chosen;
  self->user_data = user_data;
  self->free_data = free_data;
}
