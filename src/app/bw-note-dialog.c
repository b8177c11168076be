/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-note-dialog.h"

#include "app/bw-moment-row.h"
#include "base/bw-time.h"
#include "report/bw-note-words.h"

#include <glib/gi18n-lib.h>

#define NARROW_BELOW 480
/* A stretch begins with this length. */
#define USUAL_LENGTH_MS (2 * BW_TIME_HOUR)

struct _BwNoteDialog
{
  AdwWindow parent_instance;

  /* Template children. */
  GtkEditable *text;
  GtkFlowBox *tags;
  GtkEditable *other_tags;
  BwMomentRow *start;
  GtkSwitch *is_stretch;
  BwMomentRow *end;
  GtkWidget *delete_group;
  GtkWidget *save;

  /* Owned. */
  BwSession *session;
  BwAnnotation *note;
  GTimeZone *zone;
};

G_DEFINE_FINAL_TYPE (BwNoteDialog, bw_note_dialog, ADW_TYPE_WINDOW)

/* The button of the @i-th offered tag. */
static GtkToggleButton *
get_tag_button (BwNoteDialog *self,
                guint         i)
{
  GtkFlowBoxChild *child = gtk_flow_box_get_child_at_index (self->tags, (int) i);

  return GTK_TOGGLE_BUTTON (gtk_flow_box_child_get_child (child));
}

/* What stands there, as a note. Returns: (transfer full) */
static BwAnnotation *
make_note (BwNoteDialog *self)
{
  BwAnnotation *note = bw_annotation_new ();
  const char *const *offered = bw_note_tags ();
  g_autoptr (GString) tags = g_string_new (NULL);

  for (guint i = 0; offered[i] != NULL; i++)
    if (gtk_toggle_button_get_active (get_tag_button (self, i)))
      g_string_append_printf (tags, "%s ", offered[i]);
  g_string_append (tags, gtk_editable_get_text (self->other_tags));

  note->id = self->note->id;
  g_free (note->text);
  note->text = g_strstrip (g_strdup (gtk_editable_get_text (self->text)));
  g_strfreev (note->tags);
  note->tags = bw_annotation_parse_tags (tags->str);
  note->start_ms = bw_moment_row_get (self->start);
  note->end_ms = gtk_switch_get_active (self->is_stretch) ? bw_moment_row_get (self->end)
                                                          : note->start_ms;
  note->offset_min = bw_time_offset (self->zone, note->start_ms);
  return note;
}

/* It has to say something, and not end before it begins. */
static void
on_changed (BwNoteDialog *self)
{
  g_autoptr (BwAnnotation) note = make_note (self);
  gboolean stretch = gtk_switch_get_active (self->is_stretch);
  gboolean ordered = note->end_ms >= note->start_ms;
  gboolean says = *note->text != '\0' || note->tags[0] != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->end), stretch);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->end),
                               ordered ? "" : _("This is before it begins"));
  bw_moment_row_set_wrong (self->end, !ordered || !bw_moment_row_is_valid (self->end));
  bw_moment_row_set_wrong (self->start, !bw_moment_row_is_valid (self->start));
  gtk_widget_set_sensitive (self->save, says && ordered && bw_moment_row_is_valid (self->start)
                                          && (!stretch || bw_moment_row_is_valid (self->end)));
}

static void
on_stretch (BwNoteDialog *self)
{
  if (gtk_switch_get_active (self->is_stretch)
      && bw_moment_row_get (self->end) <= bw_moment_row_get (self->start))
    bw_moment_row_set (self->end, bw_moment_row_get (self->start) + USUAL_LENGTH_MS, self->zone);
  on_changed (self);
}

static void
on_save (BwNoteDialog *self)
{
  g_autoptr (BwAnnotation) note = NULL;

  if (!gtk_widget_get_sensitive (self->save))
    return;
  note = make_note (self);
  if (note->id != 0)
    bw_session_set_note (self->session, note);
  else
    bw_session_add_note (self->session, note);
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_delete (BwNoteDialog *self)
{
  bw_session_delete_note (self->session, self->note->id);
  gtk_window_close (GTK_WINDOW (self));
}

static void
bw_note_dialog_dispose (GObject *object)
{
  BwNoteDialog *self = BW_NOTE_DIALOG (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_note_dialog_parent_class)->dispose (object);
}

static void
bw_note_dialog_finalize (GObject *object)
{
  BwNoteDialog *self = BW_NOTE_DIALOG (object);

  bw_annotation_free (self->note);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  G_OBJECT_CLASS (bw_note_dialog_parent_class)->finalize (object);
}

static void
bw_note_dialog_class_init (BwNoteDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bw_note_dialog_dispose;
  object_class->finalize = bw_note_dialog_finalize;

  g_type_ensure (BW_TYPE_MOMENT_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/beatwise/Beatwise/ui/bw-note-dialog.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, BwNoteDialog, child)
  BIND (text);
  BIND (tags);
  BIND (other_tags);
  BIND (start);
  BIND (is_stretch);
  BIND (end);
  BIND (delete_group);
  BIND (save);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_bind_template_callback (widget_class, on_delete);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
add_tag_buttons (BwNoteDialog *self)
{
  const char *const *offered = bw_note_tags ();

  for (guint i = 0; offered[i] != NULL; i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (bw_note_tag_get_name (offered[i]));
      GtkWidget *child = gtk_flow_box_child_new ();

      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), button);
      gtk_widget_set_focusable (child, FALSE);
      gtk_flow_box_append (self->tags, child);
      g_signal_connect_object (button, "toggled", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
    }
}

static void
bw_note_dialog_init (BwNoteDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_tag_buttons (self);
}

static void
show_tags (BwNoteDialog *self)
{
  const char *const *offered = bw_note_tags ();
  g_autoptr (GString) others = g_string_new (NULL);

  for (guint i = 0; self->note->tags != NULL && self->note->tags[i] != NULL; i++)
    {
      guint j = 0;

      while (offered[j] != NULL && !g_str_equal (offered[j], self->note->tags[i]))
        j++;
      if (offered[j] != NULL)
        gtk_toggle_button_set_active (get_tag_button (self, j), TRUE);
      else
        g_string_append_printf (others, "%s%s", others->len > 0 ? " " : "", self->note->tags[i]);
    }
  gtk_editable_set_text (self->other_tags, others->str);
}

BwNoteDialog *
bw_note_dialog_new (GtkWindow          *parent,
                    BwSession          *session,
                    const BwAnnotation *note,
                    GTimeZone          *zone)
{
  BwNoteDialog *self;
  gboolean stretch;
  int width;

  g_return_val_if_fail (BW_IS_SESSION (session), NULL);
  g_return_val_if_fail (note != NULL, NULL);
  g_return_val_if_fail (zone != NULL, NULL);

  self = g_object_new (BW_TYPE_NOTE_DIALOG, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  self->note = bw_annotation_copy (note);
  self->zone = g_time_zone_ref (zone);
  width = parent != NULL ? gtk_widget_get_width (GTK_WIDGET (parent)) : 0;
  if (width > 0 && width < NARROW_BELOW)
    {
      gtk_window_set_default_size (GTK_WINDOW (self), width, -1);
      bw_moment_row_set_narrow (self->start, TRUE);
      bw_moment_row_set_narrow (self->end, TRUE);
    }

  stretch = note->end_ms > note->start_ms;
  gtk_window_set_title (GTK_WINDOW (self), note->id != 0 ? _("Edit Note") : _("New Note"));
  gtk_editable_set_text (self->text, note->text != NULL ? note->text : "");
  bw_moment_row_set (self->start, note->start_ms, zone);
  bw_moment_row_set (self->end, stretch ? note->end_ms : note->start_ms, zone);
  gtk_switch_set_active (self->is_stretch, stretch);
  show_tags (self);
  gtk_widget_set_visible (self->delete_group, note->id != 0);

  g_signal_connect_object (self->text, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->other_tags, "changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->start, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->end, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->is_stretch, "notify::active", G_CALLBACK (on_stretch), self,
                           G_CONNECT_SWAPPED);
  on_changed (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
  return self;
}
