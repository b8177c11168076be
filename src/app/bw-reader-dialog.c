/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-reader-dialog.h"

#include <glib/gi18n-lib.h>

#define MAX_NAME_CHARS 60

struct _BwReaderDialog
{
  AdwWindow parent_instance;

  /* Template children. */
  AdwEntryRow *name;
  GtkLabel *hint;
  GtkWidget *known_group;
  GtkListBox *known;
  GtkWidget *read;

  /* Owned. */
  GStrv known_names;
  BwReaderChosen chosen;
  gpointer chosen_data;
  GDestroyNotify free_chosen_data;
};

G_DEFINE_FINAL_TYPE (BwReaderDialog, bw_reader_dialog, ADW_TYPE_WINDOW)

/* Returns: (nullable): the known name that only case tells from @name */
static const char *
find_known (BwReaderDialog *self,
            const char     *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (guint i = 0; self->known_names[i] != NULL; i++)
    {
      g_autofree char *known = g_utf8_casefold (self->known_names[i], -1);

      if (g_utf8_collate (known, folded) == 0)
        return self->known_names[i];
    }
  return NULL;
}

static char *
get_name (BwReaderDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
}

static void
choose (BwReaderDialog *self,
        const char     *name)
{
  if (self->chosen != NULL)
    self->chosen (name, self->chosen_data);
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_name (BwReaderDialog *self)
{
  g_autofree char *name = get_name (self);
  const char *known = *name != '\0' ? find_known (self, name) : NULL;
  g_autofree char *hint = NULL;

  if (known != NULL)
    /* Translators: the name of a reader. */
    hint = g_strdup_printf (_("Goes on with what %s has read."), known);
  else
    hint = g_strdup (_("The labels there are stay hidden. Yours are kept apart, under this name, "
                       "until you compare readers."));
  gtk_label_set_label (self->hint, hint);
  gtk_widget_set_sensitive (self->read, *name != '\0');
}

static void
on_read (BwReaderDialog *self)
{
  g_autofree char *name = get_name (self);
  const char *known = find_known (self, name);

  if (*name != '\0')
    choose (self, known != NULL ? known : name);
}

static void
on_known_activated (BwReaderDialog *self,
                    GtkListBoxRow  *row)
{
  choose (self, self->known_names[gtk_list_box_row_get_index (row)]);
}

static void
load_known (BwReaderDialog *self)
{
  for (guint i = 0; self->known_names[i] != NULL; i++)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), self->known_names[i]);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_append (self->known, row);
    }
  gtk_widget_set_visible (self->known_group, self->known_names[0] != NULL);
}

static void
bw_reader_dialog_dispose (GObject *object)
{
  bw_reader_dialog_set_callback (BW_READER_DIALOG (object), NULL, NULL, NULL);
  G_OBJECT_CLASS (bw_reader_dialog_parent_class)->dispose (object);
}

static void
bw_reader_dialog_finalize (GObject *object)
{
  BwReaderDialog *self = BW_READER_DIALOG (object);

  g_strfreev (self->known_names);
  G_OBJECT_CLASS (bw_reader_dialog_parent_class)->finalize (object);
}

static void
bw_reader_dialog_class_init (BwReaderDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bw_reader_dialog_dispose;
  object_class->finalize = bw_reader_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/beatwise/Beatwise/ui/"
                                                             "bw-reader-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BwReaderDialog, name);
  gtk_widget_class_bind_template_child (widget_class, BwReaderDialog, hint);
  gtk_widget_class_bind_template_child (widget_class, BwReaderDialog, known_group);
  gtk_widget_class_bind_template_child (widget_class, BwReaderDialog, known);
  gtk_widget_class_bind_template_child (widget_class, BwReaderDialog, read);
  gtk_widget_class_bind_template_callback (widget_class, on_known_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_name);
  gtk_widget_class_bind_template_callback (widget_class, on_read);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
bw_reader_dialog_init (BwReaderDialog *self)
{
  GtkEditable *text;

  self->known_names = g_new0 (char *, 1);
  gtk_widget_init_template (GTK_WIDGET (self));
  text = gtk_editable_get_delegate (GTK_EDITABLE (self->name));
  gtk_text_set_max_length (GTK_TEXT (text), MAX_NAME_CHARS);
}

BwReaderDialog *
bw_reader_dialog_new (GtkWindow         *parent,
                      const char *const *known_names,
                      const char        *default_name)
{
  BwReaderDialog *self = g_object_new (BW_TYPE_READER_DIALOG, "transient-for", parent, NULL);
  int width = parent != NULL ? gtk_widget_get_width (GTK_WIDGET (parent)) : 0;

  if (width > 0 && width < 400)
    gtk_window_set_default_size (GTK_WINDOW (self), width, -1);
  if (known_names != NULL)
    {
      g_strfreev (self->known_names);
      self->known_names = g_strdupv ((char **) known_names);
    }
  load_known (self);
  gtk_editable_set_text (GTK_EDITABLE (self->name), default_name != NULL ? default_name : "");
  on_name (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
  return self;
}

void
bw_reader_dialog_set_callback (BwReaderDialog *self,
                               BwReaderChosen  chosen,
                               gpointer        user_data,
                               GDestroyNotify  free_data)
{
  g_return_if_fail (BW_IS_READER_DIALOG (self));

  if (self->free_chosen_data != NULL)
    self->free_chosen_data (self->chosen_data);
  self->chosen = chosen;
  self->chosen_data = user_data;
  self->free_chosen_data = free_data;
}
