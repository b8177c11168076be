/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-agreement-dialog.h"

#include "app/bw-agreement-card.h"
#include "app/bw-conflict-row.h"
#include "comparator/bw-agreement.h"

#include <glib/gi18n-lib.h>

/* Rows made at once; more are asked for. */
#define CONFLICTS_AT_ONCE 50

struct _BwAgreementDialog
{
  AdwWindow parent_instance;

  /* Template children. */
  AdwToastOverlay *toasts;
  GtkStack *stack;
  AdwStatusPage *empty;
  AdwComboRow *first;
  AdwComboRow *second;
  AdwBin *card;
  GtkWidget *nothing;
  GtkWidget *adopt_group;
  GtkWidget *adopt;
  GtkLabel *adopt_label;
  GtkLabel *adopt_note;
  AdwPreferencesGroup *conflicts_group;
  GtkListBox *conflicts;

  /* Owned. */
  GArray *recordings;     /* (element-type BwRecording) */
  GArray *reader_labels;  /* (element-type BwReaderLabel) */
  GHashTable *places;     /* recording id (gint64 *, in recordings) → index + 1 */
  GHashTable *labels;     /* the same → BwLabel, now */
  GHashTable *first_labels;  /* recording id (gint64 *, in reader_labels) → BwLabel */
  GtkStringList *readers;
  BwAgreement *agreement;
  GTimeZone *zone;
  BwLabelsChosen chosen;
  gpointer chosen_data;
  GDestroyNotify free_chosen_data;

  /* Borrowed. */
  GtkWidget *more;

  guint chosen_first, chosen_second;   /* positions in readers */
  guint n_rows;                        /* conflicts that have a row */
  gboolean loading;
};

G_DEFINE_FINAL_TYPE (BwAgreementDialog, bw_agreement_dialog, ADW_TYPE_WINDOW)

enum
{
  SHOW_RECORDING,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- What is known --------------------------------------------------------------------------- */

/* Returns: (nullable): a reader may have labelled what is no longer there */
static const BwRecording *
find_recording (BwAgreementDialog *self,
                gint64             id)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (self->places, &id));

  return place > 0 ? &g_array_index (self->recordings, BwRecording, place - 1) : NULL;
}

static BwLabel
get_label (BwAgreementDialog *self,
           gint64             id)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->labels, &id));
}

static void
set_label (BwAgreementDialog *self,
           gint64             id,
           BwLabel            label)
{
  const BwRecording *recording = find_recording (self, id);

  if (recording != NULL)
    g_hash_table_insert (self->labels, (gpointer) &recording->id, GUINT_TO_POINTER (label));
}

static const char *
get_first (BwAgreementDialog *self)
{
  return gtk_string_list_get_string (self->readers, self->chosen_first);
}

static const char *
get_second (BwAgreementDialog *self)
{
  return gtk_string_list_get_string (self->readers, self->chosen_second);
}

/* What the first reader says. */
static BwLabel
get_first_label (BwAgreementDialog *self,
                 gint64             id)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->first_labels, &id));
}

static void
index_first_labels (BwAgreementDialog *self)
{
  g_hash_table_remove_all (self->first_labels);
  for (guint i = 0; i < self->reader_labels->len; i++)
    {
      BwReaderLabel *row = &g_array_index (self->reader_labels, BwReaderLabel, i);

      if (g_str_equal (row->reader, get_first (self)))
        g_hash_table_insert (self->first_labels, &row->recording_id, GUINT_TO_POINTER (row->label));
    }
}

/* What the two agree on and the recordings do not have yet.
 * Returns: (transfer full) (element-type BwLabelState) */
static GArray *
list_adoptable (BwAgreementDialog *self,
                guint             *n_replaced)
{
  GArray *states = g_array_new (FALSE, FALSE, sizeof (BwLabelState));
  g_autofree char *who = g_strdup_printf ("%s + %s", get_first (self), get_second (self));
  gint64 now_ms = g_get_real_time () / 1000;

  g_array_set_clear_func (states, (GDestroyNotify) bw_label_state_clear);
  *n_replaced = 0;
  for (guint i = 0; i < self->agreement->agreed->len; i++)
    {
      gint64 id = g_array_index (self->agreement->agreed, gint64, i);
      BwLabelState state = { id, get_first_label (self, id), NULL, now_ms };

      if (find_recording (self, id) == NULL || state.label == get_label (self, id))
        continue;
      *n_replaced += get_label (self, id) != BW_LABEL_NONE;
      state.who = g_strdup (who);
      g_array_append_val (states, state);
    }
  return states;
}

/* --- What is shown --------------------------------------------------------------------------- */

static void
show_adoptable (BwAgreementDialog *self)
{
  guint n_replaced;
  g_autoptr (GArray) states = list_adoptable (self, &n_replaced);
  g_autofree char *button = NULL;
  g_autofree char *note = NULL;

  if (states->len > 0)
    button = g_strdup_printf (
        ngettext ("_Adopt %u Agreed Label", "_Adopt %u Agreed Labels", states->len), states->len);
  else
    button = g_strdup (_("_Adopt Agreed Labels"));
  if (n_replaced > 0)
    note = g_strdup_printf (ngettext ("%u of them replaces another label",
                                      "%u of them replace another label", n_replaced),
                            n_replaced);
  else
    note = g_strdup (states->len > 0 ? _("They become the recordings’ labels")
                                         : _("All that they agree on is labelled so"));
  gtk_label_set_label (self->adopt_label, button);
  gtk_label_set_label (self->adopt_note, note);
  gtk_widget_set_sensitive (self->adopt, states->len > 0);
}

static void
show_unsettled (BwAgreementDialog *self)
{
  guint n = self->agreement->conflicts->len, n_open = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < n; i++)
    {
      gint64 id = g_array_index (self->agreement->conflicts, gint64, i);

      n_open += find_recording (self, id) != NULL && get_label (self, id) == BW_LABEL_NONE;
    }
  if (n == 0)
    text = g_strdup (_("None: they agree on all that both labelled."));
  else if (n_open == 0)
    text = g_strdup_printf (ngettext ("%u, settled", "%u, all settled", n), n);
  else
    /* Translators: conflicts without a label, and all of them. */
    text = g_strdup_printf (ngettext ("%u of %u still to settle", "%u of %u still to settle", n),
                            n_open, n);
  adw_preferences_group_set_description (self->conflicts_group, text);
  gtk_widget_set_visible (GTK_WIDGET (self->conflicts), n > 0);
}

static void
choose (BwAgreementDialog *self,
        GArray            *states)
{
  for (guint i = 0; i < states->len; i++)
    {
      const BwLabelState *state = &g_array_index (states, BwLabelState, i);

      set_label (self, state->recording_id, state->label);
    }
  if (self->chosen != NULL)
    self->chosen (states, self->chosen_data);
}

static void
on_settled (BwAgreementDialog *self,
            guint              label,
            gboolean           by_key,
            BwConflictRow     *row)
{
  BwLabelState state
      = { bw_conflict_row_get_recording_id (row), label, NULL, g_get_real_time () / 1000 };
  g_autoptr (GArray) states = g_array_new (FALSE, FALSE, sizeof (BwLabelState));
  GtkListBoxRow *next;

  g_array_append_val (states, state);
  bw_conflict_row_set_label (row, label);
  next = gtk_list_box_get_row_at_index (
      self->conflicts, gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) + 1);
  if (by_key && label != BW_LABEL_NONE && next != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (next));
  choose (self, states);
  show_unsettled (self);
}

static void
on_show (BwAgreementDialog *self,
         BwConflictRow     *row)
{
  g_signal_emit (self, signals[SHOW_RECORDING], 0, bw_conflict_row_get_recording_id (row));
}

/* Rows of more conflicts, and of the rest the row that offers it. */
static void
append_conflicts (BwAgreementDialog *self,
                  guint              n)
{
  GArray *ids = self->agreement->conflicts;
  guint end = MIN (self->n_rows + n, ids->len);
  g_autofree char *text = NULL;
  GtkWidget *label;

  for (; self->n_rows < end; self->n_rows++)
    {
      gint64 id = g_array_index (ids, gint64, self->n_rows);
      const BwRecording *recording = find_recording (self, id);
      gboolean first_fasting = get_first_label (self, id) == BW_LABEL_FASTING;
      BwConflictRow *row;

      if (recording == NULL)
        continue;
      row = bw_conflict_row_new (recording, self->zone,
                                 first_fasting ? get_first (self) : get_second (self),
                                 first_fasting ? get_second (self) : get_first (self));
      bw_conflict_row_set_label (row, get_label (self, id));
      g_signal_connect_object (row, "settled", G_CALLBACK (on_settled), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "show-recording", G_CALLBACK (on_show), self,
                               G_CONNECT_SWAPPED);
      gtk_list_box_append (self->conflicts, GTK_WIDGET (row));
    }
  self->more = NULL;
  if (end == ids->len)
    return;
  text = g_strdup_printf (ngettext ("Show %u More Conflict", "Show %u More Conflicts",
                                    ids->len - end), ids->len - end);
  label = gtk_label_new (text);
  gtk_widget_add_css_class (label, "more");
  self->more = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->more), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->more), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  -1);
  gtk_list_box_append (self->conflicts, self->more);
}

static void
on_conflict_activated (BwAgreementDialog *self,
                       GtkListBoxRow     *row)
{
  int place = gtk_list_box_row_get_index (row);

  if (GTK_WIDGET (row) != self->more)
    {
      on_show (self, BW_CONFLICT_ROW (row));
      return;
    }
  gtk_list_box_remove (self->conflicts, self->more);
  append_conflicts (self, CONFLICTS_AT_ONCE);
  row = gtk_list_box_get_row_at_index (self->conflicts, place);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static gboolean
have_same_conflicts (const BwAgreement *a,
                     const BwAgreement *b)
{
  if (a == NULL || a->conflicts->len != b->conflicts->len)
    return FALSE;
  for (guint i = 0; i < a->conflicts->len; i++)
    if (g_array_index (a->conflicts, gint64, i) != g_array_index (b->conflicts, gint64, i))
      return FALSE;
  return TRUE;
}

static void
show_conflicts (BwAgreementDialog *self,
                gboolean           keep)
{
  GtkWidget *child;

  if (keep)
    {
      for (child = gtk_widget_get_first_child (GTK_WIDGET (self->conflicts)); child != NULL;
           child = gtk_widget_get_next_sibling (child))
        if (BW_IS_CONFLICT_ROW (child))
          bw_conflict_row_set_label (
              BW_CONFLICT_ROW (child),
              get_label (self, bw_conflict_row_get_recording_id (BW_CONFLICT_ROW (child))));
    }
  else
    {
      while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->conflicts))) != NULL)
        gtk_list_box_remove (self->conflicts, child);
      self->n_rows = 0;
      append_conflicts (self, CONFLICTS_AT_ONCE);
    }
  show_unsettled (self);
}

/* @other_readers: whether those compared are others than before */
static void
compare (BwAgreementDialog *self,
         gboolean           other_readers)
{
  g_autoptr (BwAgreement) agreement
      = bw_agreement_new (self->reader_labels, get_first (self), get_second (self));
  gboolean keep = !other_readers && have_same_conflicts (self->agreement, agreement);
  gboolean any = agreement->n_both > 0;

  index_first_labels (self);
  g_clear_pointer (&self->agreement, bw_agreement_free);
  self->agreement = g_steal_pointer (&agreement);
  adw_bin_set_child (self->card, any ? bw_agreement_card_new (self->agreement, get_first (self),
                                                              get_second (self))
                                     : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->card), any);
  gtk_widget_set_visible (self->nothing, !any);
  gtk_widget_set_visible (self->adopt_group, any);
  gtk_widget_set_visible (GTK_WIDGET (self->conflicts_group), any);
  show_adoptable (self);
  show_conflicts (self, keep);
}

static void
on_reader (BwAgreementDialog *self)
{
  guint first = adw_combo_row_get_selected (self->first);
  guint second = adw_combo_row_get_selected (self->second);

  if (self->loading || first == GTK_INVALID_LIST_POSITION || second == GTK_INVALID_LIST_POSITION)
    return;
  /* Nobody is compared with themselves: the two change places. */
  self->loading = TRUE;
  if (first == second && first != self->chosen_first)
    adw_combo_row_set_selected (self->second, second = self->chosen_first);
  else if (first == second)
    adw_combo_row_set_selected (self->first, first = self->chosen_second);
  self->loading = FALSE;
  self->chosen_first = first;
  self->chosen_second = second;
  compare (self, TRUE);
}

static void
on_adopt (BwAgreementDialog *self)
{
  guint n_replaced;
  g_autoptr (GArray) states = list_adoptable (self, &n_replaced);
  g_autofree char *text = NULL;

  if (states->len == 0)
    return;
  choose (self, states);
  show_adoptable (self);
  text = g_strdup_printf (ngettext ("%u label adopted", "%u labels adopted", states->len),
                          states->len);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (text));
}

/* --- What comes in --------------------------------------------------------------------------- */

static void
show_empty (BwAgreementDialog *self,
            const char        *only)
{
  g_autofree char *text = NULL;
  const char *how = _("“Read Blind” on the ECG page hides the labels there are and asks for a "
                      "name. When two have read the same recordings, they are compared here.");

  if (only != NULL)
    {
      /* Translators: the name of a reader. */
      g_autofree char *so_far = g_strdup_printf (_("So far only %s has read."), only);
      g_autofree char *safe = g_markup_escape_text (so_far, -1);

      text = g_strdup_printf ("%s\n\n%s", safe, how);
    }
  adw_status_page_set_description (self->empty, text != NULL ? text : how);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static guint
find_reader (BwAgreementDialog *self,
             const char        *name)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->readers));

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (gtk_string_list_get_string (self->readers, i), name) == 0)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

static void
index_recordings (BwAgreementDialog *self)
{
  g_hash_table_remove_all (self->places);
  g_hash_table_remove_all (self->labels);
  for (guint i = 0; i < self->recordings->len; i++)
    {
      BwRecording *recording = &g_array_index (self->recordings, BwRecording, i);

      g_hash_table_insert (self->places, &recording->id, GUINT_TO_POINTER (i + 1));
      set_label (self, recording->id, recording->label);
    }
}

static void
bw_agreement_dialog_dispose (GObject *object)
{
  BwAgreementDialog *self = BW_AGREEMENT_DIALOG (object);

  self->loading = TRUE;
  bw_agreement_dialog_set_callback (self, NULL, NULL, NULL);
  g_clear_pointer (&self->places, g_hash_table_unref);
  g_clear_pointer (&self->labels, g_hash_table_unref);
  g_clear_pointer (&self->first_labels, g_hash_table_unref);
  g_clear_pointer (&self->recordings, g_array_unref);
  g_clear_pointer (&self->reader_labels, g_array_unref);
  g_clear_pointer (&self->agreement, bw_agreement_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_object (&self->readers);
  G_OBJECT_CLASS (bw_agreement_dialog_parent_class)->dispose (object);
}

static void
bw_agreement_dialog_class_init (BwAgreementDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_agreement_dialog_dispose;

  signals[SHOW_RECORDING] = g_signal_new ("show-recording", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                          G_TYPE_INT64);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/beatwise/Beatwise/ui/"
                                                             "bw-agreement-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BwAgreementDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, BwAgreementDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, BwAgreementDialog, empty);
  gtk_widget_class_bind_template_child (widget_class, BwAgreementDialog, first);
  gtk_widget_class_bind_template_child (widget_class, BwAgreementDialog, second);
  gtk_widget_class_bind_template_child (widget_class, BwAgreementDialog, card);
  gtk_widget_class_bind_template_child (widget_class, BwAgreementDialog, nothing);
  gtk_widget_class_bind_template_child (widget_class, BwAgreementDialog, adopt_group);
  gtk_widget_class_bind_template_child (widget_class, BwAgreementDialog, adopt_note);
  gtk_widget_class_bind_template_child (widget_class, BwAgreementDialog, adopt);
  gtk_widget_class_bind_template_child (widget_class, BwAgreementDialog, adopt_label);
  gtk_widget_class_bind_template_child (widget_class, BwAgreementDialog, conflicts_group);
  gtk_widget_class_bind_template_child (widget_class, BwAgreementDialog, conflicts);
  gtk_widget_class_bind_template_callback (widget_class, on_adopt);
  gtk_widget_class_bind_template_callback (widget_class, on_conflict_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_reader);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
bw_agreement_dialog_init (BwAgreementDialog *self)
{
  self->loading = TRUE;
  self->places = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->labels = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->first_labels = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->readers = gtk_string_list_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->loading = FALSE;
}

BwAgreementDialog *
bw_agreement_dialog_new (GtkWindow *parent,
                         GArray    *recordings,
                         GArray    *reader_labels,
                         GTimeZone *zone)
{
  BwAgreementDialog *self;
  int width = parent != NULL ? gtk_widget_get_width (GTK_WIDGET (parent)) : 0;

  g_return_val_if_fail (recordings != NULL, NULL);
  g_return_val_if_fail (reader_labels != NULL, NULL);
  g_return_val_if_fail (zone != NULL, NULL);

  self = g_object_new (BW_TYPE_AGREEMENT_DIALOG, "transient-for", parent, NULL);
  self->zone = g_time_zone_ref (zone);
  if (width > 0 && width < 600)
    gtk_window_set_default_size (GTK_WINDOW (self), width, 640);
  bw_agreement_dialog_update (self, recordings, reader_labels);
  return self;
}

void
bw_agreement_dialog_update (BwAgreementDialog *self,
                            GArray            *recordings,
                            GArray            *reader_labels)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  guint n, place;

  g_return_if_fail (BW_IS_AGREEMENT_DIALOG (self));
  g_return_if_fail (recordings != NULL);
  g_return_if_fail (reader_labels != NULL);

  first = g_strdup (get_first (self));
  second = g_strdup (get_second (self));
  /* Their keys are in the arrays that go. */
  g_hash_table_remove_all (self->places);
  g_hash_table_remove_all (self->labels);
  g_hash_table_remove_all (self->first_labels);
  g_array_ref (recordings);
  g_clear_pointer (&self->recordings, g_array_unref);
  self->recordings = recordings;
  g_array_ref (reader_labels);
  g_clear_pointer (&self->reader_labels, g_array_unref);
  self->reader_labels = reader_labels;
  index_recordings (self);

  g_clear_object (&self->readers);
  self->readers = gtk_string_list_new (NULL);
  for (guint i = 0; i < reader_labels->len; i++)
    {
      const char *reader = g_array_index (reader_labels, BwReaderLabel, i).reader;

      if (find_reader (self, reader) == GTK_INVALID_LIST_POSITION)
        gtk_string_list_append (self->readers, reader);
    }
  n = g_list_model_get_n_items (G_LIST_MODEL (self->readers));
  if (n < 2)
    {
      show_empty (self, gtk_string_list_get_string (self->readers, 0));
      return;
    }
  place = find_reader (self, first);
  self->chosen_first = place != GTK_INVALID_LIST_POSITION ? place : 0;
  place = find_reader (self, second);
  if (place == GTK_INVALID_LIST_POSITION || place == self->chosen_first)
    place = self->chosen_first == 0 ? 1 : 0;
  self->chosen_second = place;

  self->loading = TRUE;
  adw_combo_row_set_model (self->first, G_LIST_MODEL (self->readers));
  adw_combo_row_set_model (self->second, G_LIST_MODEL (self->readers));
  adw_combo_row_set_selected (self->first, self->chosen_first);
  adw_combo_row_set_selected (self->second, self->chosen_second);
  self->loading = FALSE;
  gtk_stack_set_visible_child_name (self->stack, "readers");
  compare (self, g_strcmp0 (first, get_first (self)) != 0
                     || g_strcmp0 (second, get_second (self)) != 0);
}

void
bw_agreement_dialog_set_callback (BwAgreementDialog *self,
                                  BwLabelsChosen     chosen,
                                  gpointer           user_data,
                                  GDestroyNotify     free_data)
{
  g_return_if_fail (BW_IS_AGREEMENT_DIALOG (self));

  if (self->free_chosen_data != NULL)
    self->free_chosen_data (self->chosen_data);
  self->chosen = chosen;
  self->chosen_data = user_data;
  self->free_chosen_data = free_data;
}
